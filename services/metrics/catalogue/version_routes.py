"""What a metric meant before, over HTTP: no definition is ever lost."""

from fastapi import APIRouter, Request, Response

from services.metrics.catalogue import store
from services.metrics.catalogue.domain import MetricUnknown
from shared.auth import Caller
from shared.db import Session
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cut, version_of
from shared.schemas.metrics.metric_changes import MetricVersions

router = APIRouter(prefix="/v1/metrics", tags=["catalogue"])


@router.get(
    "/{key}/versions",
    operation_id="list_metric_versions",
    summary="What a metric meant, and since when",
    responses=refusing(MetricUnknown),
)
async def list_versions(
    key: str,
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> MetricVersions:
    """Every definition that ever held, with who said it: the first one first."""
    found = await store.list_versions(session, key, after=version_of(cursor), limit=limit + 1)
    items, following = cut(request, response, found, limit, lambda each: str(each.version))
    return MetricVersions(items=items, next_cursor=following)
