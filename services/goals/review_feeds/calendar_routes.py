"""The calendar of reviews, for calendar programs."""

import asyncio
import hashlib
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request, Response

from services.goals.review_feeds.calendar import AHEAD, Shown, drawn, planned_of
from services.goals.review_feeds.domain import FeedOfNobody, FeedUnknown
from services.goals.review_feeds.subscriber import Subscriber
from services.goals.reviews import store
from services.goals.reviews.asking import Zone
from services.goals.reviews.domain import Reviewed
from services.goals.reviews.store import Asked
from services.goals.today import Today
from shared.db import Session, Sessions
from shared.openapi import refusing

router = APIRouter(prefix="/v1", tags=["reviews"])

MOST = 100
MEDIA_TYPE = "text/calendar"
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "The calendar", "content": {MEDIA_TYPE: {"schema": {"type": "string"}}}},
    304: {"description": "Nothing has changed."},
}


@router.get(
    "/reviews.ics",
    operation_id="get_reviews_feed",
    summary="The calendar of reviews, to subscribe to",
    response_class=Response,
    responses=ANSWERS | refusing(FeedUnknown, FeedOfNobody),
)
async def get_reviews_feed(
    request: Request,
    asked: Subscriber,
    sessions: Sessions,
    zone: Zone,
    today: Today,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """A month back and four ahead, of a hundred objectives and scorecards at most.

    It shows titles and times and no number, so that a secret address may open it.
    """
    shown = await _shown(sessions, asked, zone, today, request.app.state.settings.issuer)
    text = await asyncio.to_thread(drawn, shown, asked.subject or asked.owner or "")
    etag = f'"{hashlib.sha256(text).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "private, max-age=900"}
    if if_none_match == etag:
        return Response(status_code=304, headers=headers)
    return Response(text, media_type=f"{MEDIA_TYPE}; charset=utf-8", headers=headers)


async def _shown(sessions: Sessions, asked: Asked, zone: Zone, today: Today, issuer: str) -> Shown:
    """Planned between two readings, in a thread: meanwhile no connection waits, and no caller."""
    async with sessions() as reading:
        reviewed = await _reviewed(reading, asked, zone, today)
    planned = await asyncio.to_thread(planned_of, reviewed, today)
    ids = (each.review_id(occurrence) for each, occurrence in planned)
    async with sessions() as reading:
        return Shown(planned, await store.recorded_among(reading, ids), today, issuer)


async def _reviewed(session: Session, asked: Asked, zone: Zone, today: Today) -> list[Reviewed]:
    page = await store.page_reviewed(session, asked, zone, after="", limit=MOST)
    closed = await store.page_reviewed(
        session, replace(asked, state="closed"), zone, after="", limit=MOST
    )
    recent = [each for _, each in closed if each.closed_on and each.closed_on > today - AHEAD]
    return [*(each for _, each in page), *recent]
