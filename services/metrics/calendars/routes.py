"""Working calendars over HTTP: which days are worked here."""

from fastapi import APIRouter, Request, Response

from services.metrics.calendars import store
from services.metrics.calendars.domain import CalendarUnknown, require_sound
from shared.auth import Administrator, Caller
from shared.db import Session
from shared.edits import ChangedMeanwhile, etag_of_content, require_unchanged
from shared.headers import IfMatch
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cut, key_of
from shared.schemas.metrics.calendars import Calendar, CalendarIn, Calendars
from shared.schemas.words import Key

router = APIRouter(prefix="/v1/calendars", tags=["directory"])


@router.get("", operation_id="list_calendars", summary="Every working calendar")
async def list_calendars(
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Calendars:
    """Hours by weekday, holidays and own days of each."""
    found = await store.list_calendars(session, after=key_of(cursor), limit=limit + 1)
    items, following = cut(request, response, found, limit, lambda each: each.key)
    return Calendars(items=items, next_cursor=following)


@router.get(
    "/{key}",
    operation_id="get_calendar",
    summary="One working calendar",
    responses=refusing(CalendarUnknown),
)
async def get_calendar(key: Key, response: Response, _: Caller, session: Session) -> Calendar:
    """`standard` holds for whoever has no other: Monday to Friday, until you put your own."""
    calendar = await store.find_calendar(session, key)
    if calendar is None:
        raise CalendarUnknown(key)
    response.headers["ETag"] = etag_of_content(calendar)
    return calendar


@router.put(
    "/{key}",
    operation_id="put_calendar",
    summary="Keep a working calendar",
    responses=refusing(ChangedMeanwhile),
)
async def put_calendar(
    key: Key,
    said: CalendarIn,
    response: Response,
    _: Administrator,
    session: Session,
    if_match: IfMatch = None,
) -> Calendar:
    """Say at people and teams whose it is; `standard` is everybody's who has no other."""
    require_sound(said)
    require_unchanged(if_match, await store.find_calendar(session, key, to_change=True))
    calendar = Calendar(key=key, **said.model_dump())
    await store.put_calendar(session, calendar)
    response.headers["ETag"] = etag_of_content(calendar)
    return calendar
