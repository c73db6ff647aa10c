"""The directory in pages: people for whoever may see them, teams and roles by name."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.directory.rows import (
    LeadershipRow,
    MembershipRow,
    PersonRow,
    RoleHeldRow,
    RoleRow,
    TeamRow,
)
from shared.schemas.metrics.listed import Named, PersonListed


@dataclass(frozen=True)
class PeopleAsked:
    """Which people a caller asks for, and whom that caller may see: None is everybody."""

    today: date
    team: str | None = None
    role: str | None = None
    archived: bool = False
    seen_by: str | None = None


async def list_people(
    session: AsyncSession, asked: PeopleAsked, *, after: str, limit: int
) -> list[PersonListed]:
    """A page of people, by key."""
    query = select(PersonRow).where(PersonRow.key > after, *_asked_for(asked))
    rows = await session.scalars(query.order_by(PersonRow.key).limit(limit))
    return [PersonListed(key=row.key, name=row.name, archived_on=row.archived_on) for row in rows]


async def list_teams(session: AsyncSession, *, after: str, limit: int) -> list[Named]:
    """A page of teams, by key."""
    return await _list_named(session, TeamRow, after, limit)


async def list_roles(session: AsyncSession, *, after: str, limit: int) -> list[Named]:
    """A page of roles, by key."""
    return await _list_named(session, RoleRow, after, limit)


async def _list_named(session: AsyncSession, row: Any, after: str, limit: int) -> list[Named]:
    query = select(row).where(row.key > after).order_by(row.key).limit(limit)
    return [Named(key=found.key, name=found.name) for found in await session.scalars(query)]


def _asked_for(asked: PeopleAsked) -> list[ColumnElement[bool]]:
    gone = PersonRow.archived_on <= asked.today
    wanted: list[ColumnElement[bool]] = [gone if asked.archived else gone.is_not(True)]
    if asked.team is not None:
        wanted.append(_holds(MembershipRow, MembershipRow.team == asked.team, asked.today))
    if asked.role is not None:
        wanted.append(_holds(RoleHeldRow, RoleHeldRow.role == asked.role, asked.today))
    if asked.seen_by is not None:
        wanted.append(or_(PersonRow.key == asked.seen_by, _led(asked.seen_by, asked.today)))
    return wanted


def _holds(
    row: type[MembershipRow] | type[RoleHeldRow], of: ColumnElement[bool], today: date
) -> ColumnElement[bool]:
    return exists().where(
        row.person == PersonRow.key, of, row.first_day <= today, row.last_day >= today
    )


def _led(lead: str, today: date) -> ColumnElement[bool]:
    """Whether a person is today in a team that the lead leads today."""
    leads = (
        (LeadershipRow.team == MembershipRow.team)
        & (LeadershipRow.person == lead)
        & (LeadershipRow.first_day <= today)
        & (LeadershipRow.last_day >= today)
    )
    return _holds(MembershipRow, exists().where(leads), today)


async def archived_among(session: AsyncSession, keys: Collection[str], today: date) -> set[str]:
    """Those of the people who are here no more."""
    query = select(PersonRow.key).where(PersonRow.key.in_(keys), PersonRow.archived_on <= today)
    return set(await session.scalars(query))
