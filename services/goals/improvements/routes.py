"""Improvements over HTTP: what was made better before more is asked for."""

from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Request, Response

from services.goals.improvements import store
from services.goals.improvements.domain import (
    ImprovementUnknown,
    ImprovementUnsound,
    changed_by,
    require_sound,
)
from services.goals.numbers import number_of
from services.goals.objectives.store import exists
from services.goals.planners import Planner
from services.goals.tables import idempotency
from services.goals.today import Today
from shared.auth import Caller
from shared.clock import now
from shared.db import Session
from shared.edits import ChangedMeanwhile, VersionRequired, etag_of, require_match
from shared.headers import IfMatch
from shared.idempotency import Once, StillRunning, once_of
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cursor_of, link_next
from shared.schemas.goals.improvements import (
    Improvement,
    ImprovementChange,
    ImprovementIn,
    Improvements,
    ImprovementState,
)
from shared.schemas.words import Key

router = APIRouter(prefix="/v1/improvements", tags=["improvements"])


@router.post(
    "",
    status_code=201,
    operation_id="add_improvement",
    summary="Plan an improvement, or say that one has landed",
    responses=refusing(StillRunning),
)
async def add_improvement(
    said: ImprovementIn,
    response: Response,
    caller: Planner,
    session: Session,
    today: Today,
    once: Annotated[Once, Depends(once_of(idempotency))],
) -> Improvement:
    """A change of process, tooling, staffing or training, or an approval removed."""
    require_sound(said, today)
    await _require_objective(session, said.objective)
    new = Improvement(**said.model_dump(), id=uuid4(), version=1)
    improvement = await once(
        Improvement, lambda: store.add_improvement(session, new, by=caller.subject, at=now())
    )
    response.headers["Location"] = f"/v1/improvements/{improvement.id}"
    response.headers["ETag"] = etag_of(improvement.version)
    return improvement


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
    wanted = store.Wanted(team, objective, state)
    before = number_of(cursor)
    found = await store.list_improvements(session, wanted, before=before, limit=limit + 1)
    following = cursor_of(str(found[limit - 1][0])) if len(found) > limit else None
    link_next(request, response, following)
    return Improvements(items=[each for _, each in found[:limit]], next_cursor=following)


@router.get(
    "/{improvement_id}",
    operation_id="get_improvement",
    summary="One improvement",
    responses=refusing(ImprovementUnknown),
)
async def get_improvement(
    improvement_id: UUID, response: Response, _: Caller, session: Session
) -> Improvement:
    """As it stands, with the ETag that a change must name."""
    improvement = await store.get_improvement(session, improvement_id)
    response.headers["ETag"] = etag_of(improvement.version)
    return improvement


@router.patch(
    "/{improvement_id}",
    operation_id="change_improvement",
    summary="Change an improvement, or land it",
    responses=refusing(ImprovementUnknown, ChangedMeanwhile, VersionRequired),
)
async def change_improvement(
    improvement_id: UUID,
    said: ImprovementChange,
    response: Response,
    caller: Planner,
    session: Session,
    today: Today,
    if_match: IfMatch = None,
) -> Improvement:
    """Landing one takes `state` and `landed_on` together."""
    improvement = await store.get_improvement(session, improvement_id, to_change=True)
    require_match(if_match, improvement.version)
    following = changed_by(improvement, said)
    require_sound(following, today)
    await _require_objective(session, following.objective)
    await store.change_improvement(session, following, by=caller.subject, at=now())
    response.headers["ETag"] = etag_of(following.version)
    return following


async def _require_objective(session: Session, objective: UUID | None) -> None:
    if objective is not None and not await exists(session, objective):
        raise ImprovementUnsound("/objective", "objective_unknown", "There is no such objective.")
