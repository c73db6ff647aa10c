"""The events that make up a subject's numbers, page by page."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.belonging import HOLDERS, made_up_of
from services.metrics.records.domain import Standing
from services.metrics.records.store import NAMES, STANDING, standing_of
from shared.pages import CursorUnknown

_LIST = text(
    f"""
    with {HOLDERS}
    {STANDING}
      from holders join metrics.subject as held using (key)
      join metrics.event using (subject_id) {NAMES}
     where cast(time at time zone cast(:time_zone as text) as date)
           between greatest(:first_day, holders.first_day) and least(:last_day, holders.last_day)
       and (cast(:metric as text) is null or metric.key = :metric)
       and (cast(:source as text) is null or source.key = :source)
       and time >= cast(cast(:first_day as date) as timestamp) at time zone :time_zone
       and time < cast(cast(:last_day as date) + 1 as timestamp) at time zone :time_zone
       and time >= :begins and time < :ends and time <= :time
       and (time, subject_id, identity) < (:time, :subject_id, :identity)
     order by time desc, subject_id desc, identity desc limit :limit
    """
).columns(attributes=JSONB)

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST, LATEST = (datetime(year, 1, 1, tzinfo=UTC) for year in (1, 9999))
DAYS_BACK = (1, 8, 64, 512)
NEWEST = "9999-12-31T23:59:59+00:00 9223372036854775807 ffffffff-ffff-ffff-ffff-ffffffffffff"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose events are asked for, and which of them."""

    subject: str
    metric: str | None
    source: str | None
    first_day: date
    last_day: date
    time_zone: str


async def list_events(
    session: AsyncSession, asked: Asked, *, after: str, limit: int, now: datetime
) -> list[Standing]:
    """A page of them, newest first, after the key of an event; CursorUnknown."""
    place = _place_of(after or NEWEST)
    wanted = {**asdict(asked), **made_up_of([asked.subject]), **place}
    page: list[Standing] = []
    for begins, ends in spans_back(asked, min(place["time"], now)):
        span = {"begins": begins, "ends": ends, "limit": limit - len(page)}
        page += map(standing_of, await session.execute(_LIST, wanted | span))
        if len(page) == limit:
            break
    return page


def spans_back(asked: Asked, newest: datetime) -> Iterator[tuple[datetime, datetime]]:
    """All time, the newest first, in longer and longer spans: a page seldom needs more than one."""
    end = datetime.combine(asked.last_day, time.max, UTC)
    begun = max(min(newest, end), BEGINNING)
    turns = [LATEST, *(begun - timedelta(days=days) for days in DAYS_BACK), EARLIEST]
    for ends, begins in pairwise(turns):
        yield begins, ends


def key_of(event: Standing) -> str:
    """Where an event is in the list."""
    return f"{event.time.isoformat()} {event.subject_id} {event.identity}"


def _place_of(key: str) -> dict[str, Any]:
    try:
        said, subject, identity = key.split(" ")
        moment, number = datetime.fromisoformat(said), int(subject)
        if moment.tzinfo is None or not 0 <= number < 2**63:
            raise ValueError
        return {"time": moment.astimezone(UTC), "subject_id": number, "identity": UUID(identity)}
    except (ValueError, OverflowError) as error:
        raise CursorUnknown from error
