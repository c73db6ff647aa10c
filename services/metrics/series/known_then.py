"""Days as they were known at a moment: added up from events, what was done since then undone.

Memberships, accounts and definitions are read as they are now; only what happened is as of then.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Executable, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.belonging import HOLDERS, made_up_of
from services.metrics.events.gains import BILLION, billionths
from services.metrics.series.domain import Span, Sum
from services.metrics.series.store import Found
from shared.errors import Invalid
from shared.schemas.problems import Fault

ROWS_AT_MOST = 500_000

# An event changed since says what it said before the first of those changes. Its subjects' events
# are found by their key, whatever else is stored.
KNOWN = f"""
    with {HOLDERS}, held as (
        select asked, subject_id, first_day, last_day from holders join metrics.subject using (key)
    ), said as (
        select subject_id, metric_id, time, received, value, weight, attributes, void
          from metrics.event
         where subject_id = any(array(select subject_id from held))
           and not exists (select from metrics.event_change as later
                            where later.subject_id = event.subject_id
                              and later.identity = event.identity and later.at > :moment)
        union all
        select subject_id, before.* from (
            select distinct on (subject_id, identity) subject_id, before
              from metrics.event_change
             where subject_id = any(array(select subject_id from held)) and at > :moment
             order by subject_id, identity, version
        ) as changed, jsonb_to_record(before) as before (metric_id int, time timestamptz,
            received timestamptz, value float8, weight float8, attributes jsonb, void boolean)
    ), known as (
        select subject_id, metric_id, time, value, weight, attributes,
               cast(time at time zone cast(:zone as text) as date) as day
          from said where received <= :moment and not void and metric_id = any(:metrics)
    )
"""  # noqa: S608 - HOLDERS is our own constant
_EVENTS = text(
    f"""
    {KNOWN}
    select asked, metric_id, day, value, weight, count(*) from held join known using (subject_id)
     where day between greatest(:first, first_day) and least(:last, last_day)
     group by asked, metric_id, day, value, weight limit :most
    """  # noqa: S608 - KNOWN is our own constant
)
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class TooMuchToRecall(Invalid):
    """As of a moment, and by attribute, series are added up from events: of so many at once."""

    def __init__(self) -> None:
        fault = Fault(pointer="/from", code="too_many_events", detail="Ask for less at once.")
        super().__init__(
            "Ask for fewer subjects, metrics or days at once with `as_of` or by attribute.", [fault]
        )


class DetailNeeded(Invalid):
    """What is added up from events cannot be once, past their keep, only days' sums are left."""

    def __init__(self, day: date) -> None:
        fault = Fault(pointer="/from", code="detail_dropped", detail=f"Only the sum of {day}.")
        super().__init__(
            f"Of events on {day} no detail is kept any more (see `keep_days` of the metric): ask"
            " for later days, or without `as_of`.",
            [fault],
        )


@dataclass(frozen=True, slots=True)
class Then:
    """The moment as of which something is known, and the zone of its days."""

    moment: datetime
    zone: ZoneInfo

    @property
    def day(self) -> date:
        """The day it was then."""
        return self.moment.astimezone(self.zone).date()


def then_of(as_of: datetime | date, zone: ZoneInfo, now: datetime) -> Then:
    """A moment as it is, a day as its end; later than now nothing is known.

    >>> now = datetime(2026, 11, 20, tzinfo=UTC)
    >>> then_of(date(2026, 11, 2), ZoneInfo("Europe/Berlin"), now).moment.isoformat()
    '2026-11-02T23:59:59.999999+01:00'
    """
    if not isinstance(as_of, datetime):
        as_of = datetime.combine(as_of, time.max, zone)
    return Then(min(max(as_of, BEGINNING), now), zone)


async def get_days_then(
    session: AsyncSession, metrics: Sequence[int], subjects: Sequence[str], span: Span, then: Then
) -> Found:
    """Sums by day as `store.get_days` would have answered then; TooMuchToRecall, DetailNeeded."""
    rows = await recall(session, _EVENTS, list(metrics), subjects, span, then)
    return await asyncio.to_thread(_added_up, rows)


def _added_up(rows: Iterable[Any]) -> Found:
    sums: dict[tuple[str, int], dict[date, tuple[int, int, int]]] = {}
    for subject, metric, day, value, weight, count in rows:
        if value is None:
            raise DetailNeeded(day)
        days = sums.setdefault((subject, metric), {})
        before = days.get(day, (0, 0, 0))
        total, weighed = count * billionths(value * weight), count * billionths(weight)
        days[day] = before[0] + count, before[1] + total, before[2] + weighed
    return {
        place: {
            day: Sum(count, total / BILLION, weight / BILLION)
            for day, (count, total, weight) in days.items()
        }
        for place, days in sums.items()
    }


async def recall(
    session: AsyncSession,
    query: Executable,
    metrics: Sequence[int],
    subjects: Sequence[str],
    span: Span,
    then: Then,
) -> Sequence[Any]:
    """The rows of a query over what was known then; TooMuchToRecall."""
    asked = {"metrics": metrics, "first": span[0], "last": span[1]}
    moment = {"moment": then.moment, "zone": then.zone.key, "most": ROWS_AT_MOST + 1}
    found = await session.execute(query, {**made_up_of(subjects), **asked, **moment})
    rows = await asyncio.to_thread(found.all)  # for up to so many, reading them takes its time
    if len(rows) > ROWS_AT_MOST:
        raise TooMuchToRecall
    return rows
