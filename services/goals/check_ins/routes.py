"""Check-ins over HTTP: confidence and words, beside where the numbers stood."""

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends, Request, Response

from services.goals.check_ins import store
from services.goals.check_ins.admission import NotLive, NotYoursToCheckIn, require_may_check_in
from services.goals.check_ins.domain import Kept, ValuesUnsound, shown, typed_after
from services.goals.measured import ForCaller
from services.goals.numbers import number_of
from services.goals.objectives import store as objectives
from services.goals.objectives.domain import ObjectiveUnknown
from services.goals.objectives.gathering import gathered
from services.goals.objectives.standing import Standing
from services.goals.tables import idempotency
from services.goals.today import Today
from shared.auth import Caller
from shared.clock import now
from shared.db import Session, Sessions
from shared.idempotency import Once, StillRunning, once_of
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cursor_of, link_next
from shared.schemas.goals.check_ins import CheckIn, CheckIns, CheckInSaid

router = APIRouter(prefix="/v1/objectives/{objective_id}/check_ins", tags=["check-ins"])


@router.post(
    "",
    status_code=201,
    operation_id="add_check_in",
    summary="Check in on an objective",
    responses=refusing(ObjectiveUnknown, NotLive, NotYoursToCheckIn, ValuesUnsound, StillRunning),
)
async def add_check_in(
    standing: Standing,
    said: CheckInSaid,
    caller: Caller,
    sessions: Sessions,
    session: Session,
    measured: ForCaller,
    today: Today,
    once: Annotated[Once, Depends(once_of(idempotency))],
) -> CheckIn:
    """How confident you are and why; the numbers are read as they are now, and kept beside it."""
    if said_before := await once.answered(CheckIn):
        return said_before
    require_may_check_in(standing, caller)
    async with sessions() as reading:
        known = await store.get_typed(reading, standing.id)
    typed = typed_after(known, said, standing)
    span, progress = await gathered(standing, measured, typed, today)

    async def create() -> CheckIn:
        # Held until the end: who closes it meanwhile waits, and so does whoever types more.
        held = await objectives.get_objective(session, standing.id, to_change=True)
        require_may_check_in(held, caller)
        typed = typed_after(await store.get_typed(session, standing.id), said, held)
        return await store.add_check_in(session, kept, typed)

    check_in = CheckIn(
        **said.model_dump(),
        id=uuid4(),
        objective=standing.id,
        by=caller.subject,
        at=now(),
        progress=progress,
    )
    kept = Kept(check_in, span.first_day, span.as_of)
    return await once(CheckIn, create)


@router.get(
    "",
    operation_id="list_check_ins",
    summary="Check-ins, the newest first",
    responses=refusing(ObjectiveUnknown),
)
async def list_check_ins(
    standing: Standing,
    request: Request,
    response: Response,
    _: Caller,
    sessions: Sessions,
    measured: ForCaller,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> CheckIns:
    """Words and numbers are left out for whoever may not see the subject's numbers."""
    before = number_of(cursor)
    async with sessions() as session:
        found = await store.list_check_ins(session, standing.id, before=before, limit=limit + 1)
    following = cursor_of(str(found[limit - 1][0])) if len(found) > limit else None
    link_next(request, response, following)
    page = [kept for _, kept in found[:limit]]
    visible = await _visible(page, standing.subject, measured)
    items = [shown(kept, visible, standing.subject) for kept in page]
    return CheckIns(items=items, next_cursor=following)


async def _visible(page: list[Kept], subject: str, measured: ForCaller) -> set[str] | None:
    if not page:
        return set()
    first = min(kept.first_day for kept in page)
    return await measured.visible_unless_away([subject], first, max(kept.last_day for kept in page))
