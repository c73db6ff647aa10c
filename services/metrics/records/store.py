"""Where events stand: found by the identity that their source and id have among a subject's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, null, select, text, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.events.changes import Change, note_change
from services.metrics.events.days import change_days
from services.metrics.events.gains import Gains
from services.metrics.events.rows import EventRow
from services.metrics.group_commit import driver_within
from services.metrics.records.domain import Standing
from services.metrics.records.refusals import EventUnknown

STANDING = """
    select event.subject_id, identity, subject.key as subject, source.key as source, event.id,
           metric_id, metric.key as metric, time, received as received_at, value, weight,
           attributes, void,
           (select 1 + count(*) from metrics.event_change as made
             where made.subject_id = event.subject_id and made.identity = event.identity) as version
"""
NAMES = """
      join metrics.subject using (subject_id)
      join metrics.source using (source_id)
      join metrics.metric using (metric_id)
"""
_ONE = text(
    f"{STANDING} from metrics.event {NAMES} where subject_id = :subject_id and identity = :identity"
).columns(attributes=JSONB)


ACCOUNT = "account:"
_HOLDER = text(
    """
    select person from metrics.account_held
     where tool = :tool and login = :login and :day between first_day and last_day
    """
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event is, or was until it was taken back: among whose, and when it happened."""

    subject_id: int
    identity: UUID
    subject: str
    time: datetime


def _places(whose: str) -> TextClause:
    # Subject by subject, each by its key: an index over identities would cost every event more.
    return text(
        f"""
        select distinct on (subject_id) subject_id, identity, key, time from (
            select subject_id, identity, subject.key, time, true as stands
              from metrics.subject join metrics.event using (subject_id)
             where identity = :identity and {whose}
            union all
            select subject_id, identity, subject.key, cast(before ->> 'time' as timestamptz), false
              from metrics.subject join metrics.event_change using (subject_id)
             where identity = :identity and version = 1 and {whose}
        ) as place order by subject_id, stands desc
        """  # noqa: S608 - our own words
    )


_ANYWHERE, _AMONG_ONES = _places("true"), _places("subject.key = :subject")


async def find_places(session: AsyncSession, identity: UUID, subject: str | None) -> list[Place]:
    """Every place of an identity: at most one for each subject."""
    asked = {"identity": identity} | ({"subject": subject} if subject else {})
    found = await session.execute(_AMONG_ONES if subject else _ANYWHERE, asked)
    return [Place(*row) for row in found]


async def get_event(session: AsyncSession, place: Place) -> Standing:
    """The event at a place; EventUnknown if it was taken back."""
    key = {"subject_id": place.subject_id, "identity": place.identity}
    row = (await session.execute(_ONE, key)).first()
    if row is None:
        raise EventUnknown
    return standing_of(row)


def standing_of(row: Any) -> Standing:
    """A row of STANDING as what it stands for."""
    return Standing(**{**row._mapping, "attributes": row.attributes or {}})


async def holder_of(session: AsyncSession, subject: str, day: date) -> str | None:
    """Whose an event is: of an account whoever held it on the day, else the subject itself."""
    if not subject.startswith(ACCOUNT):
        return subject
    tool, _, login = subject.removeprefix(ACCOUNT).partition("/")
    asked = {"tool": tool, "login": login, "day": day}
    person: str | None = await session.scalar(_HOLDER, asked)
    return person and f"person:{person}"


async def hold_event(session: AsyncSession, place: Place) -> Standing:
    """The event at a place, held until the transaction ends; EventUnknown."""
    mine = _is_at(place.subject_id, place.identity)
    await session.execute(select(EventRow.identity).where(*mine).with_for_update())
    return await get_event(session, place)  # read only now: another may have changed it meanwhile


async def amend_event(session: AsyncSession, after: Standing, change: Change, gains: Gains) -> None:
    """Have an event say something else, or nothing any more; the record and its days follow."""
    driver = await driver_within(session)
    await note_change(driver, [(after.subject_id, after.identity)], change)
    said = {
        "metric_id": after.metric_id,
        "time": after.time,
        "value": after.value,
        "weight": after.weight,
        "attributes": after.attributes or null(),
        "void": after.void,
    }
    mine = _is_at(after.subject_id, after.identity)
    await session.execute(update(EventRow).where(*mine).values(said))
    await change_days(driver, gains)


def _is_at(subject_id: int, identity: UUID) -> Sequence[Any]:
    return EventRow.subject_id == subject_id, EventRow.identity == identity
