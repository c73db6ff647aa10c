"""The events that make up a subject's numbers, page by page."""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
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
       and (time, subject_id, identity) < (:time, :subject_id, :identity)
     order by time desc, subject_id desc, identity desc limit :limit
    """
).columns(attributes=JSONB)

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
    session: AsyncSession, asked: Asked, *, after: str, limit: int
) -> list[Standing]:
    """A page of them, newest first, after the key of an event; CursorUnknown."""
    wanted = {**asdict(asked), **made_up_of([asked.subject]), **_place_of(after or NEWEST)}
    found = await session.execute(_LIST, wanted | {"limit": limit})
    return [standing_of(row) for row in found]


def key_of(event: Standing) -> str:
    """Where an event is in the list."""
    return f"{event.time.isoformat()} {event.subject_id} {event.identity}"


def _place_of(key: str) -> dict[str, object]:
    try:
        said, subject, identity = key.split(" ")
        time, number = datetime.fromisoformat(said), int(subject)
        if time.tzinfo is None or not 0 <= number < 2**63:
            raise ValueError
        time = time.astimezone(UTC)
        return {"time": time, "subject_id": number, "identity": UUID(identity)}
    except (ValueError, OverflowError) as error:
        raise CursorUnknown from error
