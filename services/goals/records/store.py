"""Where things on record are kept; each version is made from the one before, or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.goals.objectives.rows import ObjectiveRow
from services.goals.records.domain import AlreadyOnRecord, RecordUnknown, Thing, edit_of
from services.goals.records.rows import ChangeRow, RecordRow
from shared.edits import ChangedMeanwhile, etag_of
from shared.schemas.goals.history import Edit

COLUMNS = {"id", "state", "version"}


@dataclass(frozen=True)
class Kept(Generic[Thing]):
    """A kind of thing on record: where it is kept, as what it is read, and when it is not there."""

    row: type[RecordRow]
    model: type[Thing]
    unknown: type[RecordUnknown]
    beside: Callable[[Thing], dict[str, Any]] = lambda _: {}  # columns that are no fields

    def values(self, thing: Thing) -> dict[str, Any]:
        """A thing as its row."""
        document = thing.model_dump(mode="json", by_alias=True, exclude=COLUMNS)
        columns = thing.model_dump(include=COLUMNS) | self.beside(thing)
        return columns | {"document": document}


async def get_record(session: AsyncSession, kept: Kept[Thing], key: UUID | str) -> Thing:
    """A thing as it stands; its NotFound."""
    row = await session.get(kept.row, key)
    if row is None:
        raise kept.unknown()
    return kept.model.model_validate(row.told())


async def is_kept(session: AsyncSession, kept: Kept[Thing], key: UUID) -> bool:
    """Whether there is such a thing."""
    return await session.scalar(select(kept.row.id).where(kept.row.id == key)) is not None


async def add_record(session: AsyncSession, kept: Kept[Thing], thing: Thing) -> Thing:
    """Keep a new thing and the first entry of its history; AlreadyOnRecord."""
    values = kept.values(thing)
    new = insert(kept.row).values(**values).on_conflict_do_nothing()
    if await session.scalar(new.returning(kept.row.version)) is None:
        raise AlreadyOnRecord
    await remember(session, kept.row.__tablename__, str(values["id"]), edit_of(None, thing))
    return thing


async def keep_record(
    session: AsyncSession, kept: Kept[Thing], before: Thing, after: Thing, *, why: str | None
) -> None:
    """Keep the next version and what made it; ChangedMeanwhile if it is not the next any more."""
    if after.version == before.version:
        return
    values, row = kept.values(after), kept.row
    made_from = update(row).where(row.id == values["id"], row.version == before.version)
    if await session.scalar(made_from.values(**values).returning(row.version)) is None:
        found = select(row.version).where(row.id == values["id"])
        raise ChangedMeanwhile(etag_of(await session.scalar(found) or 0))
    edit = edit_of(before, after, why=why)
    await remember(session, row.__tablename__, str(values["id"]), edit)


async def remember(session: AsyncSession, thing: str, key: str, edit: Edit) -> None:
    """Keep an entry of a thing's history."""
    values = edit.model_dump(exclude={"by", "at"}) | {"said_by": edit.by, "said_at": edit.at}
    await session.execute(insert(ChangeRow).values(thing=thing, id=key, **values))


async def list_edits(
    session: AsyncSession,
    thing: str,
    key: str,
    *,
    after: int = 0,
    limit: int | None = None,
    before: datetime | None = None,
) -> list[Edit]:
    """A page of a thing's history, the oldest first; nothing that came at `before` or later."""
    change = ChangeRow
    query = select(change).where(change.thing == thing, change.id == key, change.version > after)
    if before is not None:
        query = query.where(change.said_at < before)
    return [
        Edit(
            version=row.version,
            what=row.what,
            by=row.said_by,
            at=row.said_at,
            why=row.why,
            before=row.before,
            after=row.after,
        )
        for row in await session.scalars(query.order_by(change.version).limit(limit))
    ]


async def began(session: AsyncSession, thing: str, keys: Iterable[str]) -> dict[str, datetime]:
    """Since when each of these things is on record."""
    first = select(ChangeRow.id, func.min(ChangeRow.said_at)).where(ChangeRow.thing == thing)
    found = await session.execute(first.where(ChangeRow.id.in_(set(keys))).group_by(ChangeRow.id))
    return dict(found.all())


async def missing_objectives(session: AsyncSession, named: Iterable[UUID]) -> list[UUID]:
    """Those of the objectives that are not there."""
    if not (wanted := set(named)):
        return []
    found = await session.scalars(select(ObjectiveRow.id).where(ObjectiveRow.id.in_(wanted)))
    return list(wanted - set(found))
