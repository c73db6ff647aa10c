"""What audit plans drew, over HTTP: periods, pieces of work, and what they scored."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.metrics.audits import store
from services.metrics.audits.auditors import Audit
from services.metrics.audits.domain import (
    AuditItemUnknown,
    AuditPlanUnknown,
    OwnWork,
    PeriodNotDrawn,
)
from services.metrics.audits.drawing import draw_period
from services.metrics.audits.scoring import Scoring
from services.metrics.feedback.authors import Author
from services.metrics.feedback.domain import RatingStands
from services.metrics.today import Today
from shared.clock import now
from shared.db import Session
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cut, day_of, id_of
from shared.schemas.metrics.audits import (
    AuditItems,
    Draw,
    DrawIn,
    Draws,
    Scored,
    ScoreIn,
    State,
)

router = APIRouter(prefix="/v1/audit_plans/{key}", tags=["audits"])


@router.post(
    "/draws",
    status_code=201,
    operation_id="draw_audit",
    summary="Draw a period",
    responses={
        200: {"description": "It was drawn before.", "model": Draw},
        **refusing(AuditPlanUnknown, PeriodNotDrawn),
    },
)
async def draw_audit(
    said: DrawIn, request: Request, response: Response, audit: Audit, session: Session
) -> Draw:
    """A period is drawn once, when it is over; the last one also by itself, within the hour."""
    zone = request.app.state.settings.zone
    drawn, is_new = await draw_period(session, audit.plan, said.day, now(), zone)
    response.status_code = 201 if is_new else 200
    return drawn


@router.get(
    "/draws",
    operation_id="list_draws",
    summary="What was drawn, period by period",
    responses=refusing(AuditPlanUnknown),
)
async def list_draws(
    request: Request,
    response: Response,
    audit: Audit,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Draws:
    """With the seed of each, by which it can be drawn again."""
    after = day_of(cursor)
    found = await store.list_draws(session, audit.plan.key, after=after, limit=limit + 1)
    items, following = cut(request, response, found, limit, lambda each: str(each.first_day))
    return Draws(items=items, next_cursor=following)


@router.get(
    "/items",
    operation_id="list_audit_items",
    summary="Work that was drawn",
    responses=refusing(AuditPlanUnknown),
)
async def list_audit_items(
    request: Request,
    response: Response,
    audit: Audit,
    session: Session,
    today: Today,
    state: Annotated[State | None, Query(description="`overdue`: not scored in time")] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> AuditItems:
    """For the plan's auditors; whose work it is, they are not told."""
    after = id_of(cursor) or UUID(int=0)
    key = audit.plan.key
    found = await store.list_items(session, key, state, today, after=after, limit=limit + 1)
    items, following = cut(request, response, found, limit, lambda each: str(each.id))
    return AuditItems(items=items, next_cursor=following)


@router.post(
    "/items/{item}/score",
    status_code=201,
    operation_id="score_audit_item",
    summary="Say what an audit found",
    responses={
        200: {"description": "You said so before.", "model": Scored},
        **refusing(AuditPlanUnknown, AuditItemUnknown, OwnWork, RatingStands),
    },
)
async def score_audit_item(
    item: UUID,
    said: ScoreIn,
    request: Request,
    response: Response,
    audit: Audit,
    author: Author,
    session: Session,
) -> Scored:
    """Counts as quality score and error rate of the day of the work; withdrawn as any rating."""
    auditor = audit.require_auditor()
    work = await store.get_item(session, audit.plan.key, item)
    counting = request.app.state.counting
    if await store.holds(session, auditor, work.subject, counting.day_of(work.time)):
        raise OwnWork
    scored = await Scoring(session, counting, author, now()).score(audit.plan, work, said)
    response.status_code = 201 if scored.status == "kept" else 200
    return scored
