"""What is known of people's working days, read for many of them at once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.directory.working import Schedule


async def get_schedules(session: AsyncSession, people: Iterable[str]) -> dict[str, Schedule]:
    """The schedule of each person who is in the directory, by key."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in await session.execute(_SPELLS, {"people": list(people)}):
        found[row.person].append(row)
    return {person: _schedule(rows) for person, rows in found.items() if _is_kept(rows)}


def _is_kept(rows: list[Any]) -> bool:
    """Whether they are in the directory, and not only named where days are kept."""
    return any(row.kind == "here" for row in rows)


def _schedule(rows: list[Any]) -> Schedule:
    by_kind: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    [here] = by_kind["here"]
    return Schedule(
        fte=here.fte,
        present=(here.first_day, here.last_day),
        part_time=tuple(((r.first_day, r.last_day), r.fte) for r in by_kind["part time"]),
        absences=tuple((r.first_day, r.last_day) for r in by_kind["absent"]),
        calendars=tuple(
            ((r.first_day, r.last_day), r.calendar)
            for kind in ("calendar of the team", "own calendar")
            for r in by_kind[kind]
        ),
    )


# Each branch is a look-up by person; a calendar of a team holds while they are its member, and of
# two teams that of the later key.
_SPELLS = text(
    """
    select key as person, 'here' as kind, date '-infinity' as first_day,
           coalesce(archived_on - 1, date 'infinity') as last_day, fte, '' as calendar, '' as team
      from metrics.person where key = any(:people)
    union all
    select person, 'part time', first_day, last_day, fte, '', ''
      from metrics.part_time where person = any(:people)
    union all
    select person, 'absent', first_day, last_day, 0, '', ''
      from metrics.absence where person = any(:people)
    union all
    select member.person, 'calendar of the team',
           greatest(member.first_day, used.first_day), least(member.last_day, used.last_day), 0,
           used.calendar, team
      from metrics.membership as member join metrics.team_calendar as used using (team)
     where member.person = any(:people)
       and member.first_day <= used.last_day and used.first_day <= member.last_day
    union all
    select person, 'own calendar', first_day, last_day, 0, calendar, ''
      from metrics.person_calendar where person = any(:people)
    order by person, team, first_day
    """
)
