"""The directory read as one roster, and changes of it kept."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.directory.domain import BEGINNING, END
from services.metrics.directory.rows import (
    AbsenceRow,
    AccountHeldRow,
    AccountRow,
    LeadershipRow,
    MembershipRow,
    PartTimeRow,
    PersonRow,
    RoleHeldRow,
    RoleRow,
    TeamRow,
)
from services.metrics.roster.domain import Changes
from services.metrics.roster.shapes import SHAPES, Fact, Place, Roster

TABLES: Mapping[str, Any] = {
    "person": PersonRow,
    "team": TeamRow,
    "role": RoleRow,
    "account": AccountRow,
    "membership": MembershipRow,
    "role_held": RoleHeldRow,
    "lead": LeadershipRow,
    "part_time": PartTimeRow,
    "absence": AbsenceRow,
    "holder": AccountHeldRow,
}
KEYED = ("person", "team", "role")  # whose own key is the column `key`


async def hold_directory(session: AsyncSession) -> None:
    """Let nobody else compare the directory and change it, until the transaction ends."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtext("counterpoise roster"))))


async def get_roster(session: AsyncSession) -> Roster:
    """All of the directory; one import at a time reads it, until its transaction ends."""
    await hold_directory(session)
    return {
        place: fact for kind in SHAPES for place, fact in (await _entries(session, kind)).items()
    }


async def keep_changes(session: AsyncSession, changes: Changes) -> None:
    """Make the directory what it is after the changes: all of them, or none."""
    gone, new = defaultdict(list), defaultdict(list)
    for place in changes.removed:
        gone[place.kind].append(_identity(place))
    after = {place: fact for place, (_, fact) in changes.changed.items()}
    for place, fact in sorted({**changes.added, **after}.items()):
        new[place.kind].append(_row(place, fact))
    for kind, identities in gone.items():
        await _delete(session, kind, identities)
    for kind, rows in new.items():
        await _upsert(session, kind, rows)


async def _entries(session: AsyncSession, kind: str) -> dict[Place, Fact]:
    shape, table = SHAPES[kind], TABLES[kind].__table__
    found = await session.execute(select(table))
    return {
        Place(
            kind,
            tuple(row[_column(kind, column)] for column in shape.key),
            row["first_day"] if shape.owner else BEGINNING,
        ): Fact(
            tuple(row[column] for column in shape.facts), row["last_day"] if shape.owner else END
        )
        for row in found.mappings()
    }


def _column(kind: str, column: str) -> str:
    return "key" if kind in KEYED and column == kind else column


def _identity(place: Place) -> dict[str, Any]:
    shape = SHAPES[place.kind]
    names = [_column(place.kind, column) for column in shape.key]
    day = {"first_day": place.first_day} if shape.owner else {}
    return dict(zip(names, place.key, strict=True)) | day


def _row(place: Place, fact: Fact) -> dict[str, Any]:
    shape = SHAPES[place.kind]
    day = {"last_day": fact.last_day} if shape.owner else {}
    return _identity(place) | dict(zip(shape.facts, fact.said, strict=True)) | day


async def _upsert(session: AsyncSession, kind: str, rows: list[dict[str, Any]]) -> None:
    query, shape = insert(TABLES[kind]), SHAPES[kind]
    identity = [*_identity(Place(kind, shape.key))]
    values = {name: query.excluded[name] for name in rows[0] if name not in identity}
    await session.execute(query.on_conflict_do_update(index_elements=identity, set_=values), rows)


async def _delete(session: AsyncSession, kind: str, identities: list[dict[str, Any]]) -> None:
    table = TABLES[kind].__table__
    of = [table.c[name] == bindparam(f"the_{name}") for name in identities[0]]
    named = [{f"the_{name}": value for name, value in one.items()} for one in identities]
    connection = await session.connection()
    await connection.execute(delete(table).where(*of), named)
