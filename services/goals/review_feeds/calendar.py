"""Reviews as iCalendar (RFC 5545): titles and times, and not a number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event
from icalendar.enums import STATUS

from services.goals.reviews.domain import Reviewed
from services.goals.reviews.occurrences import Occurrence, occurrences
from shared.schemas.goals.cadences import ReviewKind
from shared.schemas.goals.reviews import Review

BEHIND, AHEAD = timedelta(days=31), timedelta(days=120)  # a quarter, and the review after it
SAID: dict[ReviewKind, str] = {
    "throughput": "Throughput check",
    "performance": "Performance review",
}


Planned = tuple[Reviewed, Occurrence]


@dataclass(frozen=True)
class Shown:
    """What a calendar is drawn from: what is planned, what is on record, as of which day."""

    planned: tuple[Planned, ...]
    recorded: Mapping[str, Review]
    today: date
    issuer: str


def planned_of(reviewed: Iterable[Reviewed], today: date) -> tuple[Planned, ...]:
    """Every review that a calendar shows."""
    first, last = today - BEHIND, today + AHEAD
    return tuple((each, one) for each in reviewed for one in occurrences(each.rhythm, first, last))


def drawn(shown: Shown, name: str) -> bytes:
    """The calendar, the same to the byte on one day until something changes."""
    calendar = Calendar.new(
        uid=_uid(shown, f"calendars/{name}"),
        prodid="-//Counterpoise//Reviews//EN",
        name=name,
        refresh_interval=timedelta(hours=12),
    )
    for reviewed, occurrence in shown.planned:
        calendar.add_component(_event(shown, reviewed, occurrence))
    calendar.add_missing_timezones(
        first_date=shown.today - BEHIND, last_date=shown.today + AHEAD + BEHIND
    )
    text: bytes = calendar.to_ical()
    return text


def _event(shown: Shown, reviewed: Reviewed, occurrence: Occurrence) -> Event:
    review = shown.recorded.get(reviewed.review_id(occurrence))
    revised, sequence = reviewed.changed_at, reviewed.version
    if review is not None:
        revised, sequence = max(revised, review.changed_at), sequence + review.version
    return Event.new(
        uid=_uid(shown, f"reviews/{reviewed.review_id(occurrence)}"),
        summary=f"{SAID[occurrence.kind]}: {reviewed.title}",
        start=occurrence.starts_at,
        end=occurrence.ends_at,
        stamp=_whole(revised),
        sequence=sequence,
        status=STATUS.CANCELLED if _is_off(reviewed, occurrence, review) else STATUS.CONFIRMED,
    )


def _uid(shown: Shown, path: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{shown.issuer}/{path}"))


def _is_off(reviewed: Reviewed, occurrence: Occurrence, review: Review | None) -> bool:
    if review is not None:
        return review.state == "cancelled"
    return reviewed.closed_on is not None and occurrence.meets_on > reviewed.closed_on


def _whole(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
