"""Looking at mappings closely: what they would make of an event, and what they were before."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from services.metrics.mappings import store
from services.metrics.mappings.domain import MappingUnknown, MappingUnsound, rule_of
from services.metrics.mappings.rehearsing import EventUntyped, Stage, rehearse, typed_of, unseen
from shared.auth import Administrator, Caller
from shared.clock import now
from shared.db import Session
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cut, version_of
from shared.schemas.metrics.mappings import MappingVersions, Rehearsal, Rehearsed
from shared.schemas.words import Key

router = APIRouter(prefix="/v1/mappings", tags=["mappings"])


@router.post(
    "/dry_run",
    operation_id="rehearse_mappings",
    summary="See what a sample event would yield",
    responses=refusing(MappingUnsound, EventUntyped),
)
async def rehearse_mappings(said: Rehearsal, request: Request, _: Administrator) -> Rehearsed:
    """What each mapping of its type would make of it, what was picked, and why; nothing is kept."""
    state, typed = request.app.state, typed_of(said.event)
    if said.mapping is not None:
        rules = {said.mapping.key: rule_of(said.mapping, "/mapping")}
        if said.mapping.event_type != typed.type:
            return Rehearsed(event_type=typed.type, outcomes=[unseen(said.mapping, typed)])
    else:
        rules = (await state.known_mappings.covering({typed.type})).get(typed.type, {})
    catalogue = await state.known_metrics.covering({rule.metric for rule in rules.values()})
    stage = Stage(catalogue, state.settings.zone, now())
    return Rehearsed(event_type=typed.type, outcomes=rehearse(rules, typed, stage))


@router.get(
    "/{key}/versions",
    operation_id="list_mapping_versions",
    summary="What a mapping was, and since when",
    responses=refusing(MappingUnknown),
)
async def list_versions(
    key: Annotated[Key, Path()],
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> MappingVersions:
    """Every version, with who said it: the first one first."""
    found = await store.list_versions(session, key, after=version_of(cursor), limit=limit + 1)
    items, following = cut(request, response, found, limit, lambda each: str(each.version))
    return MappingVersions(items=items, next_cursor=following)
