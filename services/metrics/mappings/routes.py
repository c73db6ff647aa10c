"""Mappings over HTTP: which events of somebody else's design feed which metric."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from services.metrics.mappings import store
from services.metrics.mappings.domain import (
    MappingExists,
    MappingUnknown,
    MappingUnsound,
    require_fed,
    rule_of,
)
from services.metrics.mappings.feeding import KnownMappings
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
from shared.schemas.metrics.mappings import Mapping, MappingChange, MappingIn, Mappings
from shared.schemas.words import Key

router = APIRouter(prefix="/v1/mappings", tags=["mappings"])
MappingKey = Annotated[Key, Path(alias="key")]


@router.get("", operation_id="list_mappings", summary="Which events feed which metric")
async def list_mappings(
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Mappings:
    """Every mapping by key: an event's type, a metric, and where its parts are found."""
    found = await store.list_mappings(session, after=key_of(cursor), limit=limit + 1)
    items, following = cut(request, response, found, limit, lambda each: each.key)
    return Mappings(items=items, next_cursor=following)


@router.get(
    "/{key}",
    operation_id="get_mapping",
    summary="One mapping",
    responses=refusing(MappingUnknown),
)
async def get_mapping(key: MappingKey, response: Response, _: Caller, session: Session) -> Mapping:
    """A mapping, with the ETag that a change must name."""
    mapping = await store.get_mapping(session, key)
    response.headers["ETag"] = etag_of(mapping.version)
    return mapping


@router.post(
    "",
    status_code=201,
    operation_id="add_mapping",
    summary="Feed a metric from events of a type",
    responses=refusing(MappingExists, StillRunning, MappingUnsound),
)
async def add_mapping(
    said: MappingIn,
    request: Request,
    response: Response,
    caller: Administrator,
    session: Session,
    once: Annotated[Once, Depends(once_of(idempotency))],
) -> Mapping:
    """From now on, each event of the type counts by it, once; several mappings may share a type.

    An event that no filter lets count is answered as `ignored`; one that lacks what is picked is
    quarantined, and can be replayed once the mapping is mended.
    """
    rule_of(said)
    require_fed(said, await request.app.state.known_metrics.covering({said.metric}))
    mapping = await once(
        Mapping, lambda: store.add_mapping(session, said, by=caller.subject, at=now())
    )
    once_committed(session, _known(request).forget)
    response.headers["Location"] = f"/v1/mappings/{mapping.key}"
    response.headers["ETag"] = etag_of(mapping.version)
    return mapping


@router.patch(
    "/{key}",
    operation_id="change_mapping",
    summary="Change a mapping",
    responses=refusing(MappingUnknown, MappingUnsound, ChangedMeanwhile, VersionRequired),
)
async def change_mapping(
    key: MappingKey,
    said: MappingChange,
    request: Request,
    response: Response,
    caller: Administrator,
    session: Session,
    if_match: IfMatch = None,
) -> Mapping:
    """The next version, from the next event on; what was counted stays, its id taken for ever."""
    mapping = await store.get_mapping(session, key, to_change=True)
    require_match(if_match, mapping.version)
    changed = await store.change_mapping(session, mapping, said, by=caller.subject, at=now())
    once_committed(session, _known(request).forget)
    response.headers["ETag"] = etag_of(changed.version)
    return changed


def _known(request: Request) -> KnownMappings:
    known: KnownMappings = request.app.state.known_mappings
    return known
