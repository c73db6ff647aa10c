"""The catalogue over HTTP: what each metric means."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from services.metrics.catalogue import store
from services.metrics.catalogue.domain import (
    BuiltInFixed,
    MeaningFixed,
    MetricExists,
    MetricUnknown,
    changed_by,
    require_parts,
    require_sound,
    settled,
)
from services.metrics.catalogue.known import KnownMetrics
from services.metrics.tables import idempotency
from shared.afterwards import once_committed
from shared.auth import Administrator, Caller
from shared.clock import now
from shared.db import Session
from shared.edits import ChangedMeanwhile, VersionRequired, etag_of, require_match
from shared.headers import IfMatch
from shared.idempotency import Once, StillRunning, once_of
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cut, key_of
from shared.schemas.metrics.catalogue import Metric, MetricIn, Metrics
from shared.schemas.metrics.metric_changes import MetricChange

router = APIRouter(prefix="/v1/metrics", tags=["catalogue"])


@router.get("", operation_id="list_metrics", summary="What can be measured here")
async def list_metrics(
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Metrics:
    """Every metric with its kind, unit, direction and plain-language card."""
    found = await store.list_metrics(session, after=key_of(cursor), limit=limit + 1)
    items, following = cut(request, response, found, limit, lambda each: each.key)
    return Metrics(items=items, next_cursor=following)


@router.get(
    "/{key}",
    operation_id="get_metric",
    summary="What a metric means",
    responses=refusing(MetricUnknown),
)
async def get_metric(key: str, response: Response, _: Caller, session: Session) -> Metric:
    """One definition, with the ETag that a change must name."""
    metric = await store.get_metric(session, key)
    response.headers["ETag"] = etag_of(metric.version)
    return metric


@router.post(
    "",
    status_code=201,
    operation_id="add_metric",
    summary="Define a metric",
    responses=refusing(MetricExists, StillRunning),
)
async def add_metric(
    said: MetricIn,
    request: Request,
    response: Response,
    caller: Administrator,
    session: Session,
    once: Annotated[Once, Depends(once_of(idempotency))],
) -> Metric:
    """An organization's own metric, beside those built in."""
    require_sound(said)

    async def create() -> Metric:
        require_parts(said, await store.find_parts(session, said))
        return await store.add_metric(session, settled(said), by=caller.subject, at=now())

    metric = await once(Metric, create)
    once_committed(session, _known(request).forget)
    response.headers["Location"] = f"/v1/metrics/{metric.key}"
    response.headers["ETag"] = etag_of(metric.version)
    return metric


@router.patch(
    "/{key}",
    operation_id="change_metric",
    summary="Change what a metric means",
    responses=refusing(
        MetricUnknown, BuiltInFixed, MeaningFixed, ChangedMeanwhile, VersionRequired
    ),
)
async def change_metric(
    key: str,
    said: MetricChange,
    request: Request,
    response: Response,
    caller: Administrator,
    session: Session,
    if_match: IfMatch = None,
) -> Metric:
    """The next version; the versions before stay on record. Built-in metrics are fixed but for how
    long their events are kept, and so is what a number means: kind, unit, aggregation and parts.
    """
    metric = await store.get_metric(session, key, to_change=True)
    if metric.built_in and said.model_fields_set != {"keep_days"}:
        raise BuiltInFixed(key)
    require_match(if_match, metric.version)
    following = settled(changed_by(metric, said))
    require_sound(following)
    changed = await store.change_metric(
        session, following, metric.version + 1, by=caller.subject, at=now()
    )
    once_committed(session, _known(request).forget)
    response.headers["ETag"] = etag_of(changed.version)
    return changed


def _known(request: Request) -> KnownMetrics:
    known: KnownMetrics = request.app.state.known_metrics
    return known
