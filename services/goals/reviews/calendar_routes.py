"""The calendar of reviews over HTTP: what comes, what is due, and what was missed."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.goals.reviews import store
from services.goals.reviews.asking import Whose, Zone
from services.goals.reviews.domain import WindowUnfit, latest_begun, occasion_of, state_of
from services.goals.reviews.occurrences import occurrences
from shared.auth import Caller
from shared.clock import now
from shared.db import Session
from shared.openapi import refusing
from shared.pages import Cursor, cursor_of, key_of, link_next
from shared.schemas.goals.days import Day
from shared.schemas.goals.occasions import Occasion, Occasions

router = APIRouter(prefix="/v1/reviews", tags=["reviews"])

MOST_DAYS = 366
Limit = Annotated[
    int, Query(ge=1, le=100, description="How many objectives and scorecards are looked through")
]


@router.get("/due", operation_id="list_due_reviews", summary="What is due, and what is overdue")
async def list_due_reviews(
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    zone: Zone,
    whose: Whose,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Occasions:
    """Of each kind the latest review whose time has come and that nobody recorded."""
    at = now()
    found = await store.page_reviewed(session, whose, zone, after=key_of(cursor), limit=limit + 1)
    occasions = [
        occasion_of(each, begun, state_of(begun, latest, each.rhythm, at))
        for _, each in found[:limit]
        for latest in [latest_begun(each.rhythm, at)]
        for begun in latest
    ]
    known = await store.recorded_among(session, (each.id for each in occasions))
    due = [each for each in occasions if each.id not in known]
    return _page(due, found, limit, request, response)


@router.get(
    "/calendar",
    operation_id="list_reviews_calendar",
    summary="The calendar that the cadences make",
    responses=refusing(WindowUnfit),
)
async def list_reviews_calendar(
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    zone: Zone,
    whose: Whose,
    first_day: Annotated[Day, Query(alias="from", examples=["2026-10-01"])],
    last_day: Annotated[Day, Query(alias="to", examples=["2026-12-31"])],
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Occasions:
    """Every review from one day to another, each as it stands; a year at most."""
    if not timedelta() <= last_day - first_day < timedelta(days=MOST_DAYS):
        raise WindowUnfit(MOST_DAYS)
    at = now()
    found = await store.page_reviewed(session, whose, zone, after=key_of(cursor), limit=limit + 1)
    occasions = [
        occasion_of(each, one, state_of(one, latest, each.rhythm, at))
        for _, each in found[:limit]
        for latest in [latest_begun(each.rhythm, at)]
        for one in occurrences(each.rhythm, first_day, last_day)
    ]
    known = await store.recorded_among(session, (each.id for each in occasions))
    told = [
        each.model_copy(update={"state": known[each.id].state}) if each.id in known else each
        for each in occasions
    ]
    return _page(told, found, limit, request, response)


def _page(
    items: list[Occasion],
    found: Sequence[tuple[str, object]],
    limit: int,
    request: Request,
    response: Response,
) -> Occasions:
    following = cursor_of(found[limit - 1][0]) if len(found) > limit else None
    link_next(request, response, following)
    return Occasions(items=items, next_cursor=following)
