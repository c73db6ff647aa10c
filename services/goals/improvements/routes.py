"""Improvements over HTTP: what was made better before more is asked for."""

from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Request, Response

from services.goals.improvements.domain import (
    ImprovementUnknown,
    ImprovementUnsound,
    require_sound,
    with_effects,
)
from services.goals.improvements.store import IMPROVEMENTS
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
from shared.schemas.goals.improvements import (
    Improvement,
    ImprovementChange,
    ImprovementIn,
    Improvements,
    ImprovementState,
    ImprovementTold,
)
from shared.schemas.words import Key

router = APIRouter(prefix="/v1/improvements", tags=["improvements"])
add_history(router, IMPROVEMENTS, "improvement")

Standing = Annotated[Improvement, Depends(standing_of(IMPROVEMENTS))]


@router.post(
    "",
    status_code=201,
    operation_id="add_improvement",
    summary="Plan an improvement, or say that one has landed",
    responses=refusing(StillRunning, ImprovementUnsound),
)
async def add_improvement(
    said: ImprovementIn,
    response: Response,
    caller: Planner,
    session: Session,
    today: Today,
    once: Annotated[Once, Depends(once_of(idempotency))],
) -> ImprovementTold:
    """A change of process, tooling, staffing or training, or an approval removed."""
    if known := await once.answered(Improvement):
        return _made(response, known)
    require_sound(said, await store.missing_objectives(session, said.objectives), today)
    new = Improvement(
        **said.model_dump(), id=uuid4(), version=1, changed_by=caller.subject, changed_at=now()
    )
    improvement = await once(Improvement, lambda: store.add_record(session, IMPROVEMENTS, new))
    return _made(response, improvement)


def _made(response: Response, improvement: Improvement) -> ImprovementTold:
    response.headers["Location"] = f"/v1/improvements/{improvement.id}"
    return show(response, with_effects(improvement))


@router.get("", operation_id="list_improvements", summary="Improvements, the newest first")
async def list_improvements(
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    team: Key | None = None,
    objective: UUID | None = None,
    state: ImprovementState | None = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Improvements:
    """Of everybody, or of one team, objective or state."""
    wanted = holding(team=team, objective=objective, state=state)
    found = await list_records(
        session, IMPROVEMENTS, wanted, before=number_of(cursor), limit=limit + 1
    )
    items, following = turn(request, response, found, limit)
    return Improvements(items=[with_effects(each) for each in items], next_cursor=following)


@router.get(
    "/{record_id}",
    operation_id="get_improvement",
    summary="One improvement",
    responses=refusing(ImprovementUnknown),
)
async def get_improvement(standing: Standing, response: Response, _: Caller) -> ImprovementTold:
    """As it stands, with the ETag that a change must name."""
    return show(response, with_effects(standing))


@router.patch(
    "/{record_id}",
    operation_id="change_improvement",
    summary="Change an improvement, or land it",
    responses=refusing(ImprovementUnknown, ImprovementUnsound, ChangedMeanwhile, VersionRequired),
)
async def change_improvement(
    standing: Standing,
    said: ImprovementChange,
    response: Response,
    caller: Planner,
    session: Session,
    today: Today,
    if_match: IfMatch = None,
) -> ImprovementTold:
    """Landing one takes `state` and `landed_on` together."""
    require_match(if_match, standing.version)
    following = next_of(standing, said, by=caller.subject, at=now())
    require_sound(following, await store.missing_objectives(session, following.objectives), today)
    await store.keep_record(session, IMPROVEMENTS, standing, following, why=said.why)
    return show(response, with_effects(following))
