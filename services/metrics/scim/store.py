"""Where users and groups are kept, and how they are found."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.scim.rows import ScimRow

COLUMNS = {"userName": "name", "displayName": "name", "externalId": "external_id", "id": "id"}


class Kept(NamedTuple):
    """A user or a group as it was said."""

    endpoint: str
    id: str
    document: dict[str, Any]
    lead: str | None
    created_at: datetime
    modified_at: datetime

    @property
    def name(self) -> str:
        """By which it is found, whatever its capitals."""
        return folded(str(self.document.get("userName") or self.document["displayName"]))


class Wanted(NamedTuple):
    """Which resources are asked for: those whose attribute is a value, or all."""

    attribute: str | None
    value: str
    start: int
    most: int


async def find(session: AsyncSession, endpoint: str, key: str) -> Kept | None:
    """A user or group by its id, if there is one."""
    query = select(ScimRow).where(ScimRow.endpoint == endpoint, ScimRow.id == key)
    row = await session.scalar(query.execution_options(populate_existing=True))
    return None if row is None else _kept_of(row)


async def find_many(session: AsyncSession, endpoint: str, keys: Sequence[str]) -> list[Kept]:
    """Those of the ids that there are."""
    query = select(ScimRow).where(ScimRow.endpoint == endpoint, ScimRow.id.in_(keys))
    return [_kept_of(row) for row in await session.scalars(query)]


async def search(session: AsyncSession, endpoint: str, wanted: Wanted) -> tuple[int, list[Kept]]:
    """How many there are in all, and a page of them, by id."""
    query = select(ScimRow).where(ScimRow.endpoint == endpoint)
    if wanted.attribute is not None:
        column = COLUMNS[wanted.attribute]
        value = folded(wanted.value) if column == "name" else wanted.value
        query = query.where(getattr(ScimRow, column) == value)
    total = await session.scalar(select(func.count()).select_from(query.subquery()))
    page = query.order_by(ScimRow.id).offset(wanted.start - 1).limit(wanted.most)
    return total or 0, [_kept_of(row) for row in await session.scalars(page)]


async def keep(session: AsyncSession, kept: Kept) -> None:
    """Keep a user or group."""
    values = kept._asdict() | {
        "name": kept.name,
        "external_id": kept.document.get("externalId"),
    }
    query = insert(ScimRow).values(**values)
    said = {name: query.excluded[name] for name in values if name not in ("endpoint", "id")}
    await session.execute(query.on_conflict_do_update(index_elements=["endpoint", "id"], set_=said))


async def keep_lead(session: AsyncSession, team: str, lead: str) -> None:
    """Note whom a group's members made its lead."""
    of = (ScimRow.endpoint == "Groups") & (ScimRow.id == team)
    await session.execute(update(ScimRow).where(of).values(lead=lead))


async def forget(session: AsyncSession, endpoint: str, key: str) -> None:
    """Know a user or group no more; the person or team stays."""
    of = (ScimRow.endpoint == endpoint) & (ScimRow.id == key)
    await session.execute(delete(ScimRow).where(of))


def folded(name: str) -> str:
    """A name as it is compared."""
    return name.strip().casefold()


def _kept_of(row: ScimRow) -> Kept:
    return Kept(**{name: getattr(row, name) for name in Kept._fields})
