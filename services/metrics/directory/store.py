"""Where the directory is kept; a PUT replaces all that is dated of its subject."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.directory.domain import BEGINNING, END, NotInDirectory, span
from services.metrics.directory.rows import (
    AccountHeldRow,
    AccountRow,
    LeadershipRow,
    MembershipRow,
    PersonRow,
    RoleHeldRow,
    RoleRow,
    TeamRow,
)
from services.metrics.tables import Base
from shared.schemas.metrics.directory import (
    Account,
    Dated,
    Holder,
    Leadership,
    Membership,
    Person,
    PersonIn,
    RoleHeld,
    RoleIn,
    Team,
    TeamIn,
)


async def put_person(session: AsyncSession, key: str, said: PersonIn) -> None:
    """Keep a person and everything dated of them."""
    await _upsert(session, PersonRow, {"key": key}, {"name": said.name, "fte": said.fte})
    roles = [{"person": key, "role": held.role, **_days(held)} for held in said.roles]
    teams = [{"person": key, "team": entry.team, **_days(entry)} for entry in said.memberships]
    await _replace(session, RoleHeldRow, RoleHeldRow.person == key, roles)
    await _replace(session, MembershipRow, MembershipRow.person == key, teams)


async def put_team(session: AsyncSession, key: str, said: TeamIn) -> None:
    """Keep a team and who leads it."""
    await _upsert(session, TeamRow, {"key": key}, {"name": said.name})
    leads = [{"team": key, "person": lead.person, **_days(lead)} for lead in said.leads]
    await _replace(session, LeadershipRow, LeadershipRow.team == key, leads)


async def put_role(session: AsyncSession, key: str, said: RoleIn) -> None:
    """Keep a role."""
    await _upsert(session, RoleRow, {"key": key}, {"name": said.name})


async def put_account(session: AsyncSession, said: Account) -> list[Holder]:
    """Keep an account, locked until the transaction ends; answer who is on record as holder."""
    await _upsert(session, AccountRow, {"tool": said.tool, "login": said.login}, {"bot": said.bot})
    return await _holders(session, said.tool, said.login)


async def put_holders(session: AsyncSession, said: Account) -> None:
    """Keep who held an account; events already there count for the holder of their day."""
    place = {"tool": said.tool, "login": said.login}
    entries = [{**place, "person": held.person, **_days(held)} for held in said.holders]
    await _replace(session, AccountHeldRow, _of_account(said.tool, said.login), entries)


async def get_person(session: AsyncSession, key: str) -> Person:
    """A person with roles and memberships in order of time; NotInDirectory."""
    row = await session.get(PersonRow, key)
    if row is None:
        raise NotInDirectory(f"person:{key}")
    held = await _dated(session, RoleHeldRow, RoleHeldRow.person == key)
    member = await _dated(session, MembershipRow, MembershipRow.person == key)
    return Person(
        key=key,
        name=row.name,
        fte=row.fte,
        roles=[RoleHeld(role=entry.role, **_span(entry)) for entry in held],
        memberships=[Membership(team=entry.team, **_span(entry)) for entry in member],
    )


async def get_team(session: AsyncSession, key: str) -> Team:
    """A team with its leads in order of time; NotInDirectory."""
    row = await session.get(TeamRow, key)
    if row is None:
        raise NotInDirectory(f"team:{key}")
    leads = await _dated(session, LeadershipRow, LeadershipRow.team == key)
    return Team(
        key=key,
        name=row.name,
        leads=[Leadership(person=entry.person, **_span(entry)) for entry in leads],
    )


async def get_account(session: AsyncSession, tool: str, login: str) -> Account:
    """An account with its holders in order of time; NotInDirectory."""
    row = await session.get(AccountRow, (tool, login))
    if row is None:
        raise NotInDirectory(f"account:{tool}/{login}")
    holders = await _holders(session, tool, login)
    return Account(tool=tool, login=login, holders=holders, bot=row.bot)


async def _holders(session: AsyncSession, tool: str, login: str) -> list[Holder]:
    held = await _dated(session, AccountHeldRow, _of_account(tool, login))
    return [Holder(person=entry.person, **_span(entry)) for entry in held]


def _of_account(tool: str, login: str) -> Any:
    return (AccountHeldRow.tool == tool) & (AccountHeldRow.login == login)


def _days(dated: Dated) -> dict[str, date]:
    first, last = span(dated)
    return {"first_day": first, "last_day": last}


def _span(row: Any) -> dict[str, date | None]:
    return {
        "first_day": None if row.first_day == BEGINNING else row.first_day,
        "last_day": None if row.last_day == END else row.last_day,
    }


async def _upsert(
    session: AsyncSession, row: type[Base], identity: dict[str, str], values: dict[str, Any]
) -> None:
    query = insert(row).values(**identity, **values)
    await session.execute(query.on_conflict_do_update(index_elements=[*identity], set_=values))


async def _replace(
    session: AsyncSession, row: type[Base], of: Any, entries: Sequence[dict[str, Any]]
) -> None:
    await session.execute(delete(row).where(of))
    if entries:
        await session.execute(insert(row).values(entries))


async def _dated(session: AsyncSession, row: Any, of: Any) -> Sequence[Any]:
    return (await session.scalars(select(row).where(of).order_by(row.first_day))).all()
