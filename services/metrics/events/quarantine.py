"""The quarantine: what could not be counted, and again after the cause is mended."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.events.rows import QuarantineRow
from shared.errors import NotFound
from shared.schemas.metrics.events import Quarantined


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
