"""Who of a subject's people is in which group, and when."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.belonging import PEOPLE, asked
from services.metrics.series.domain import Span
from services.metrics.series.parting import Spell

By = Literal["person", "team", "role"]


@dataclass(frozen=True)
class Members:
    """People and groups in order of key; spells by their places, in days from the first."""

    people: list[str]
    groups: list[str]
    present: list[Spell]  # of group 0
    spells: list[Spell]


async def get_members(session: AsyncSession, subject: str, by: By, days: Span) -> Members:
    """Everybody who belonged to the subject on one of the days, and to which groups."""
    when = {"first": days[0], "last": days[1]}
    found = (await session.execute(_SPELLS[by], {**asked([subject]), **when})).all()
    people = sorted({row.person for row in found})
    groups = sorted({row.grouped for row in found if row.grouped is not None})
    place = {person: number for number, person in enumerate(people)}
    of_group = {None: 0} | {group: number for number, group in enumerate(groups)}
    spells: dict[bool, list[Spell]] = {True: [], False: []}
    for row in found:
        spell = (of_group[row.grouped], place[row.person], row.first_day, row.last_day)
        spells[row.grouped is not None].append(spell)
    return Members(people, groups, spells[False], spells[True])


_GROUPS: dict[By, str] = {
    "person": "select person, 'person:' || person as grouped, first_day, last_day from present",
    "team": "select person, 'team:' || team, first_day, last_day from metrics.membership",
    "role": "select person, 'role:' || role, first_day, last_day from metrics.role_held",
}
_SPELLS = {
    by: text(
        f"""
        with {PEOPLE}, present as (
            select person, greatest(first_day, :first) as first_day,
                   least(last_day, :last) as last_day
              from people where first_day <= :last and last_day >= :first
        ), groups (person, grouped, first_day, last_day) as ({groups}), spells as (
            select person, null as grouped, first_day, last_day from present
            union all
            select person, grouped, greatest(groups.first_day, present.first_day),
                   least(groups.last_day, present.last_day)
              from present join groups using (person)
        )
        select person, grouped, first_day - cast(:first as date) as first_day,
               last_day - cast(:first as date) as last_day
          from spells where first_day <= last_day
        """  # noqa: S608 - our own constants
    )
    for by, groups in _GROUPS.items()
}
