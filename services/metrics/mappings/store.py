"""Where mappings are kept."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.mappings.domain import (
    MappingExists,
    MappingUnknown,
    Rules,
    changed_by,
    rule_of,
)
from services.metrics.mappings.rows import MappingRow, MappingVersionRow
from shared.schemas.metrics.mappings import Mapping, MappingChange, MappingIn, MappingVersion


def _mapping_of(row: MappingRow) -> Mapping:
    return Mapping(**row.definition, version=row.version)


async def get_mapping(session: AsyncSession, key: str, *, to_change: bool = False) -> Mapping:
    """The mapping of a key, held if it is to change; MappingUnknown."""
    row = await session.get(MappingRow, key, with_for_update=to_change)
    if row is None:
        raise MappingUnknown(key)
    return _mapping_of(row)


async def list_mappings(session: AsyncSession, *, after: str, limit: int) -> list[Mapping]:
    """A page of the mappings, by key."""
    query = select(MappingRow).where(MappingRow.key > after).order_by(MappingRow.key).limit(limit)
    return [_mapping_of(row) for row in await session.scalars(query)]


async def rules_by_type(session: AsyncSession) -> dict[str, Rules]:
    """The rules of all active mappings, by the type of event they take and by their keys."""
    rules: defaultdict[str, Rules] = defaultdict(dict)
    for row in await session.scalars(select(MappingRow).order_by(MappingRow.key)):
        mapping = _mapping_of(row)
        if mapping.active:
            rules[mapping.event_type][mapping.key] = rule_of(mapping)
    return dict(rules)


async def add_mapping(
    session: AsyncSession, mapping: MappingIn, *, by: str, at: datetime
) -> Mapping:
    """Keep a new mapping; MappingExists if its key is taken."""
    values = {"key": mapping.key, "version": 1, "definition": mapping.model_dump()}
    added = await session.scalar(
        insert(MappingRow).values(values).on_conflict_do_nothing().returning(MappingRow.key)
    )
    if added is None:
        raise MappingExists(mapping.key)
    return await _remember(session, mapping, 1, by=by, at=at)


async def change_mapping(
    session: AsyncSession, mapping: Mapping, said: MappingChange, *, by: str, at: datetime
) -> Mapping:
    """Keep the next version of a mapping; MappingUnsound."""
    following, version = changed_by(mapping, said), mapping.version + 1
    row = await session.get_one(MappingRow, mapping.key)
    row.definition, row.version = following.model_dump(), version
    return await _remember(session, following, version, by=by, at=at)


async def list_versions(
    session: AsyncSession, key: str, *, after: int, limit: int
) -> list[MappingVersion]:
    """A page of what a mapping was, the first version first; MappingUnknown."""
    await get_mapping(session, key)
    row = MappingVersionRow
    query = select(row).where(row.key == key, row.version > after).order_by(row.version)
    return [
        MappingVersion(
            version=row.version,
            since=row.said_at,
            said_by=row.said_by,
            definition=MappingIn(**row.definition),
        )
        for row in await session.scalars(query.limit(limit))
    ]


async def _remember(
    session: AsyncSession, mapping: MappingIn, version: int, *, by: str, at: datetime
) -> Mapping:
    values = {"key": mapping.key, "version": version, "said_by": by, "said_at": at}
    await session.execute(
        insert(MappingVersionRow).values(**values, definition=mapping.model_dump())
    )
    return Mapping(**mapping.model_dump(), version=version)
