"""Where people, teams and roles are kept; a PUT replaces all that is dated of its subject."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.directory.domain import NotInDirectory, in_order
from services.metrics.directory.rows import (
    AbsenceRow,
    LeadershipRow,
    MembershipRow,
    PartTimeRow,
    PersonCalendarRow,
    PersonRow,
    RoleHeldRow,
    RoleRow,
    TeamCalendarRow,
    TeamRow,
)
from services.metrics.directory.spans import dated, days_of, replace, span_of, upsert
from shared.schemas.metrics.directory import Dated, Person, Role, Team

Found = TypeVar("Found")

# What is dated of a person, by the field that says it, and of a team: rows and their own columns.
OF_PERSON: dict[str, tuple[Any, tuple[str, ...]]] = {
    "part_time": (PartTimeRow, ("fte",)),
    "absences": (AbsenceRow, ()),
    "calendars": (PersonCalendarRow, ("calendar",)),
    "roles": (RoleHeldRow, ("role",)),
    "memberships": (MembershipRow, ("team",)),
}
OF_TEAM: dict[str, tuple[Any, tuple[str, ...]]] = {
    "leads": (LeadershipRow, ("person",)),
    "calendars": (TeamCalendarRow, ("calendar",)),
}


async def put_person(session: AsyncSession, person: Person) -> None:
    """Keep a person and everything dated of them; whoever is archived leads no more."""
    values = {"name": person.name, "fte": person.fte, "archived_on": person.archived_on}
    await upsert(session, PersonRow, {"key": person.key}, values)
    for field, (row, columns) in OF_PERSON.items():
        entries = _entries(getattr(person, field), columns, {"person": person.key})
        await replace(session, row, row.person == person.key, entries)
    if person.archived_on is not None:
        await _end_leading(session, person.key, person.archived_on - timedelta(days=1))


async def put_team(session: AsyncSession, team: Team) -> None:
    """Keep a team, who leads it, and the calendar of its members."""
    await upsert(session, TeamRow, {"key": team.key}, {"name": team.name})
    for field, (row, columns) in OF_TEAM.items():
        entries = _entries(getattr(team, field), columns, {"team": team.key})
        await replace(session, row, row.team == team.key, entries)


async def name_team(session: AsyncSession, key: str, name: str) -> None:
    """Keep a team's name; all else of it stays."""
    await upsert(session, TeamRow, {"key": key}, {"name": name})


async def put_role(session: AsyncSession, role: Role) -> None:
    """Keep a role."""
    await upsert(session, RoleRow, {"key": role.key}, {"name": role.name})


async def find_person(session: AsyncSession, key: str, *, to_change: bool = False) -> Person | None:
    """A person with all that is dated of them in order of time, held if it is to change."""
    row = await _find(session, PersonRow, key, to_change=to_change)
    if row is None:
        return None
    spells = {
        field: [_spell(entry, columns) for entry in await dated(session, of, of.person == key)]
        for field, (of, columns) in OF_PERSON.items()
    }
    known = {"name": row.name, "fte": row.fte, "archived_on": row.archived_on}
    return in_order(Person.model_validate({"key": key, **known, **spells}))


async def get_person(session: AsyncSession, key: str) -> Person:
    """A person; NotInDirectory."""
    return _known(f"person:{key}", await find_person(session, key))


async def find_team(session: AsyncSession, key: str, *, to_change: bool = False) -> Team | None:
    """A team with all that is dated of it in order of time, held if it is to change."""
    row = await _find(session, TeamRow, key, to_change=to_change)
    if row is None:
        return None
    spells = {
        field: [_spell(entry, columns) for entry in await dated(session, of, of.team == key)]
        for field, (of, columns) in OF_TEAM.items()
    }
    return in_order(Team.model_validate({"key": key, "name": row.name, **spells}))


async def get_team(session: AsyncSession, key: str) -> Team:
    """A team; NotInDirectory."""
    return _known(f"team:{key}", await find_team(session, key))


async def find_role(session: AsyncSession, key: str, *, to_change: bool = False) -> Role | None:
    """A role, held if it is to change."""
    row = await _find(session, RoleRow, key, to_change=to_change)
    return None if row is None else Role(key=key, name=row.name)


async def get_role(session: AsyncSession, key: str) -> Role:
    """A role; NotInDirectory."""
    return _known(f"role:{key}", await find_role(session, key))


async def _find(session: AsyncSession, row: Any, key: str, *, to_change: bool) -> Any:
    query = select(row).where(row.key == key).execution_options(populate_existing=True)
    return await session.scalar(query.with_for_update() if to_change else query)


def _known(subject: str, found: Found | None) -> Found:
    if found is None:
        raise NotInDirectory(subject)
    return found


def _entries(
    spells: Iterable[Dated], columns: Iterable[str], of: dict[str, str]
) -> list[dict[str, Any]]:
    return [
        {**of, **{column: getattr(spell, column) for column in columns}, **days_of(spell)}
        for spell in spells
    ]


def _spell(row: Any, columns: Iterable[str]) -> dict[str, Any]:
    return {column: getattr(row, column) for column in columns} | span_of(row)


async def _end_leading(session: AsyncSession, person: str, last: date) -> None:
    mine = LeadershipRow.person == person
    await session.execute(delete(LeadershipRow).where(mine, LeadershipRow.first_day > last))
    longer = update(LeadershipRow).where(mine, LeadershipRow.last_day > last)
    await session.execute(longer.values(last_day=last))
