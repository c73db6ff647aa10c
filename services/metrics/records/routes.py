"""Events as they stand, over HTTP: listed, one by its address, and what was done to it."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.metrics.events.domain import identity_of
from services.metrics.privacy.domain import EventsNotYours
from services.metrics.privacy.reader import Reader
from services.metrics.records import history, listing, store
from services.metrics.records.address import Encoded, EventId, Source, Whose
from services.metrics.records.refusals import EventUnknown, SubjectUnclear
from services.metrics.records.seeing import place_seen, subject_seen
from services.metrics.records.telling import told
from shared.clock import now
from shared.db import Session
from shared.edits import etag_of
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cursor_of, key_of, link_next
from shared.schemas.metrics.records import Event, EventHistory, Events
from shared.schemas.words import Key, Subject

router = APIRouter(prefix="/v1/events", tags=["events"], route_class=Encoded)

_UNSEEN = refusing(EventUnknown, SubjectUnclear)


@router.get(
    "",
    operation_id="list_events",
    summary="The events behind a number",
    responses=refusing(EventsNotYours),
)
async def list_events(
    request: Request,
    response: Response,
    reader: Reader,
    session: Session,
    subject: Annotated[Subject | None, Query(description="The caller, if left out")] = None,
    metric: Key | None = None,
    source: Annotated[str | None, Query(max_length=200)] = None,
    first_day: Annotated[date, Query(alias="from")] = date.min,
    last_day: Annotated[date, Query(alias="to", description="Inclusive")] = date.max,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Events:
    """Newest first: all that counts for the subject on its days, its accounts' events included.

    For the person themself and whoever leads them; void events are shown as such.
    """
    whose = await subject_seen(reader, subject)
    asked = listing.Asked(whose, metric, source, first_day, last_day, reader.settings.time_zone)
    found = await listing.list_events(
        session, asked, after=key_of(cursor), limit=limit + 1, now=now()
    )
    following = cursor_of(listing.key_of(found[limit - 1])) if len(found) > limit else None
    link_next(request, response, following)
    return Events(items=[told(event) for event in found[:limit]], next_cursor=following)


@router.get("/{source}/{id}", operation_id="get_event", summary="One event", responses=_UNSEEN)
async def get_event(
    source: Source,
    event_id: EventId,
    response: Response,
    reader: Reader,
    session: Session,
    subject: Whose = None,
) -> Event:
    """As it stands, with the ETag that a correction must name.

    For the person, whoever leads them, and administrators.
    """
    places = await store.find_places(session, identity_of(source, event_id), subject)
    event = await store.get_event(session, await place_seen(reader, places))
    response.headers["ETag"] = etag_of(event.version)
    return told(event)


@router.get(
    "/{source}/{id}/history",
    operation_id="get_event_history",
    summary="What was done to an event",
    responses=_UNSEEN,
)
async def get_event_history(
    source: Source,
    event_id: EventId,
    request: Request,
    response: Response,
    reader: Reader,
    session: Session,
    subject: Whose = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> EventHistory:
    """Who changed it, when and why, with what it said before and after; the oldest first.

    It is there even for what was taken back since.
    """
    places = await store.find_places(session, identity_of(source, event_id), subject)
    place = await place_seen(reader, places)
    made = await history.list_changes(session, place, after=key_of(cursor), limit=limit + 1)
    following = cursor_of(str(made[limit - 1].version)) if len(made) > limit else None
    link_next(request, response, following)
    return EventHistory(items=made[:limit], next_cursor=following)
