"""Reads who belonged to whom and when they worked, for what is divided by working days."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.belonging import PEOPLE, asked
from services.metrics.calendars.domain import STANDARD
from services.metrics.calendars.store import all_calendars
from services.metrics.directory.schedules import get_schedules
from services.metrics.directory.working import Schedule, days_worked
from services.metrics.series.asking import PEOPLE_DAYS_AT_MOST, require_few
from services.metrics.series.capacity import Capacity, Spell, capacity_of
from services.metrics.series.domain import Span
from services.metrics.series.wanted import Wanted
from shared.schemas.metrics.calendars import CalendarIn

_SPELLS = text(
    f"""
    with {PEOPLE}
    select asked, person, greatest(first_day, :first) - cast(:first as date) as since,
           least(last_day, :last) - cast(:first as date) as until
      from people where first_day <= :last and last_day >= :first
    """  # noqa: S608 - PEOPLE is our own constant
)


async def get_capacity(
    session: AsyncSession, wanted: Wanted, most: int = PEOPLE_DAYS_AT_MOST
) -> dict[int, Capacity]:
    """The capacities that are wanted, by number; days to come have none yet. PeopleTooMany."""
    keys, first = wanted.capacities, wanted.days[0]
    span = first, min(wanted.days[1], wanted.today)
    if not keys or span[1] < first:
        return {}
    spells = await _spells(session, wanted.subjects, span)
    days = (wanted.days[1] - first).days + 1
    require_few(sum(map(len, spells.values())), days, most)
    schedules = await get_schedules(session, spells)
    works = days_worked(await _calendars(session, schedules.values()), *span)
    size = (len(wanted.subjects), days)
    return {
        number: capacity_of(key, spells, schedules, works, size, span)
        for number, key in keys.items()
    }


async def _spells(
    session: AsyncSession, subjects: Sequence[str], span: Span
) -> dict[str, list[Spell]]:
    place = {subject: number for number, subject in enumerate(subjects)}
    spells: defaultdict[str, list[Spell]] = defaultdict(list)
    when = {"first": span[0], "last": span[1]}
    for row in await session.execute(_SPELLS, {**asked(subjects), **when}):
        spells[row.person].append((place[row.asked], row.since, row.until))
    return spells


async def _calendars(session: AsyncSession, schedules: Iterable[Schedule]) -> dict[str, CalendarIn]:
    """The calendars that anybody of them has, for each costs a look at every day."""
    used = {calendar for schedule in schedules for _, calendar in schedule.calendars}
    every = await all_calendars(session)
    return {key: calendar for key, calendar in every.items() if key in used | {STANDARD}}
