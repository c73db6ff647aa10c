"""The quarantine: what could not be counted, and again after the cause is mended."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

import asyncpg
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.events.rows import QuarantineRow
from services.metrics.events.said import Form, Uncountable
from shared.errors import NotFound
from shared.schemas.metrics.events import Quarantined

Held = tuple[str, bytes, Form, Uncountable]  # pushed by whom

QUARANTINE = """
    insert into metrics.quarantine (id, received_at, pushed_by, event_id, code, detail, form, raw)
    select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[],
                         $6::text[], $7::text[], $8::bytea[]) as q order by 1
    on conflict (id) do nothing
"""


class NotInQuarantine(NotFound):
    """The quarantine holds nothing of that id."""

    def __init__(self, entry: UUID) -> None:
        super().__init__(f"There is no {entry} in quarantine.")


async def list_quarantine(
    session: AsyncSession, *, after: UUID | None, limit: int
) -> list[Quarantined]:
    """A page of the quarantine, by id."""
    query = select(QuarantineRow).order_by(QuarantineRow.id).limit(limit)
    if after is not None:
        query = query.where(QuarantineRow.id > after)
    return [_told(row) for row in await session.scalars(query)]


async def get_held(session: AsyncSession, entry: UUID) -> QuarantineRow:
    """One entry with its bytes; NotInQuarantine."""
    row = await session.get(QuarantineRow, entry)
    if row is None:
        raise NotInQuarantine(entry)
    return row


async def keep_outcome(session: AsyncSession, entry: UUID, outcome: str, at: datetime) -> None:
    """Note what came of a replay."""
    mine = QuarantineRow.id == entry
    await session.execute(update(QuarantineRow).where(mine).values(replayed_at=at, outcome=outcome))


async def keep_uncountable(
    connection: asyncpg.Connection, held: Sequence[Held], at: datetime
) -> None:
    """Keep what cannot be counted with its bytes; the same bytes for the same reason once."""
    rows = [
        (_id_of(by, raw, why), at, by, why.event_id, why.code, why.detail, form, raw)
        for by, raw, form, why in held
    ]
    if rows:
        await connection.execute(QUARANTINE, *map(list, zip(*rows, strict=True)))


def _id_of(by: str, raw: bytes, why: Uncountable) -> UUID:
    return UUID(bytes=blake2b(f"{by}\n{why.code}\n".encode() + raw, digest_size=16).digest())


def _told(row: QuarantineRow) -> Quarantined:
    return Quarantined(
        id=row.id,
        received_at=row.received_at,
        pushed_by=row.pushed_by,
        event_id=row.event_id,
        code=row.code,
        detail=row.detail,
        raw=row.raw.decode("utf-8", "backslashreplace"),
        replayed_at=row.replayed_at,
        outcome=row.outcome,
    )
