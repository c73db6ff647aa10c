"""Blockers over HTTP: what stands in the way of the work, whoever does it."""

from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Request, Response

from services.goals.blockers.domain import BlockerUnknown, BlockerUnsound, require_sound
from services.goals.blockers.store import BLOCKERS
from services.goals.numbers import number_of
from services.goals.planners import Planner
from services.goals.records import store
from services.goals.records.answers import add_history, show, standing_of, turn
from services.goals.records.domain import holding, next_of
from services.goals.records.lists import list_records
from services.goals.tables import idempotency
from services.goals.today import Today
from shared.auth import Caller
from shared.clock import now
from shared.db import Session
from shared.edits import ChangedMeanwhile, VersionRequired, require_match
from shared.headers import IfMatch
from shared.idempotency import Once, StillRunning, once_of
from shared.openapi import refusing
from shared.pages import Cursor, Limit
from shared.schemas.goals.blockers import (
    Blocker,
    BlockerChange,
    BlockerIn,
    Blockers,
    BlockerState,
)
from shared.schemas.words import Key

router = APIRouter(prefix="/v1/blockers", tags=["blockers"])
add_history(router, BLOCKERS, "blocker")

Standing = Annotated[Blocker, Depends(standing_of(BLOCKERS))]


@router.post(
    "",
    status_code=201,
    operation_id="add_blocker",
    summary="Say what stands in the way",
    responses=refusing(StillRunning, BlockerUnsound),
)
async def add_blocker(
    said: BlockerIn,
    response: Response,
    caller: Planner,
    session: Session,
    today: Today,
    once: Annotated[Once, Depends(once_of(idempotency))],
) -> Blocker:
    """A tool, a process, an approval, staffing or a dependency; never a person."""
    if known := await once.answered(Blocker):
        return _made(response, known)
    opened = said.model_copy(update={"opened_on": said.opened_on or today})
    require_sound(opened, await store.missing_objectives(session, said.objectives), today)
    new = Blocker(
        **opened.model_dump(), id=uuid4(), version=1, changed_by=caller.subject, changed_at=now()
    )
    blocker = await once(Blocker, lambda: store.add_record(session, BLOCKERS, new))
    return _made(response, blocker)


def _made(response: Response, blocker: Blocker) -> Blocker:
    response.headers["Location"] = f"/v1/blockers/{blocker.id}"
    return show(response, blocker)


@router.get("", operation_id="list_blockers", summary="Blockers, the newest first")
async def list_blockers(
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    team: Key | None = None,
    objective: UUID | None = None,
    owner: Key | None = None,
    state: BlockerState | None = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Blockers:
    """Of everybody, or of one team, objective, owner or state."""
    wanted = holding(team=team, objective=objective, owner=owner, state=state)
    found = await list_records(session, BLOCKERS, wanted, before=number_of(cursor), limit=limit + 1)
    items, following = turn(request, response, found, limit)
    return Blockers(items=items, next_cursor=following)


@router.get(
    "/{record_id}",
    operation_id="get_blocker",
    summary="One blocker",
    responses=refusing(BlockerUnknown),
)
async def get_blocker(standing: Standing, response: Response, _: Caller) -> Blocker:
    """As it stands, with the ETag that a change must name."""
    return show(response, standing)


@router.patch(
    "/{record_id}",
    operation_id="change_blocker",
    summary="Change a blocker, or clear it",
    responses=refusing(BlockerUnknown, BlockerUnsound, ChangedMeanwhile, VersionRequired),
)
async def change_blocker(
    standing: Standing,
    said: BlockerChange,
    response: Response,
    caller: Planner,
    session: Session,
    today: Today,
    if_match: IfMatch = None,
) -> Blocker:
    """Clearing one takes `state` and `cleared_on` together."""
    require_match(if_match, standing.version)
    following = next_of(standing, said, by=caller.subject, at=now())
    require_sound(following, await store.missing_objectives(session, following.objectives), today)
    await store.keep_record(session, BLOCKERS, standing, following, why=said.why)
    return show(response, following)
