"""Incentives over HTTP: kept as they are, and flagged where they pay for one side only."""

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends, Query, Request, Response

from services.goals.incentives.domain import (
    IncentiveUnknown,
    IncentiveUnsound,
    places,
    require_sound,
)
from services.goals.incentives.flags import flags_of
from services.goals.incentives.store import INCENTIVES
from services.goals.measured import ForCaller
from services.goals.numbers import number_of
from services.goals.planners import Steward
from services.goals.records import store
from services.goals.records.answers import add_history, show, standing_of, turn
from services.goals.records.domain import holding, next_of
from services.goals.records.lists import list_records
from services.goals.tables import idempotency
from shared.auth import Caller
from shared.clock import now
from shared.db import Session
from shared.edits import ChangedMeanwhile, VersionRequired, require_match
from shared.headers import IfMatch
from shared.idempotency import Once, StillRunning, once_of
from shared.openapi import refusing
from shared.pages import Cursor, Limit
from shared.schemas.goals.incentives import (
    Incentive,
    IncentiveChange,
    IncentiveIn,
    Incentives,
    IncentiveState,
)
from shared.schemas.words import ReadSubject

router = APIRouter(prefix="/v1/incentives", tags=["incentives"])
add_history(router, INCENTIVES, "incentive")

Standing = Annotated[Incentive, Depends(standing_of(INCENTIVES))]


@router.post(
    "",
    status_code=201,
    operation_id="add_incentive",
    summary="Say what is rewarded",
    responses=refusing(StillRunning, IncentiveUnsound),
)
async def add_incentive(
    said: IncentiveIn,
    response: Response,
    caller: Steward,
    session: Session,
    measured: ForCaller,
    once: Annotated[Once, Depends(once_of(idempotency))],
) -> Incentive:
    """A policy as it is; what is unsound about it comes back in `flags`."""
    if known := await once.answered(Incentive):
        return _made(response, known)
    found = await measured.definitions(key for _, key in places(said))
    require_sound(said, found)
    flags = flags_of(said, found)
    new = Incentive(
        **said.model_dump(),
        id=uuid4(),
        version=1,
        flagged=bool(flags),
        flags=flags,
        changed_by=caller.subject,
        changed_at=now(),
    )
    incentive = await once(Incentive, lambda: store.add_record(session, INCENTIVES, new))
    return _made(response, incentive)


def _made(response: Response, incentive: Incentive) -> Incentive:
    response.headers["Location"] = f"/v1/incentives/{incentive.id}"
    return show(response, incentive)


@router.get("", operation_id="list_incentives", summary="Incentives, the newest first")
async def list_incentives(
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    subject: Annotated[ReadSubject | None, Query(examples=["team:support"])] = None,
    state: IncentiveState | None = None,
    flagged: bool | None = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Incentives:
    """Of everybody, or of one subject or state; `flagged`: those that are unsound, or sound."""
    wanted = holding(subject=subject, state=state, flagged=flagged)
    found = await list_records(
        session, INCENTIVES, wanted, before=number_of(cursor), limit=limit + 1
    )
    items, following = turn(request, response, found, limit)
    return Incentives(items=items, next_cursor=following)


@router.get(
    "/{record_id}",
    operation_id="get_incentive",
    summary="One incentive",
    responses=refusing(IncentiveUnknown),
)
async def get_incentive(standing: Standing, response: Response, _: Caller) -> Incentive:
    """As it stands, with the ETag that a change must name."""
    return show(response, standing)


@router.patch(
    "/{record_id}",
    operation_id="change_incentive",
    summary="Change an incentive, or withdraw it",
    responses=refusing(IncentiveUnknown, IncentiveUnsound, ChangedMeanwhile, VersionRequired),
)
async def change_incentive(
    standing: Standing,
    said: IncentiveChange,
    response: Response,
    caller: Steward,
    session: Session,
    measured: ForCaller,
    if_match: IfMatch = None,
) -> Incentive:
    """It is judged anew: mend it, and its flags go."""
    require_match(if_match, standing.version)
    following = next_of(standing, said, by=caller.subject, at=now())
    found = await measured.definitions(key for _, key in places(following))
    require_sound(following, found)
    flags = flags_of(following, found)
    judged = following.model_copy(update={"flagged": bool(flags), "flags": flags})
    await store.keep_record(session, INCENTIVES, standing, judged, why=said.why)
    return show(response, judged)
