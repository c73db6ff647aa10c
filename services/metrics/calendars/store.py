"""Where working calendars are kept."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.calendars.domain import AS_USUAL, STANDARD
from services.metrics.calendars.rows import CalendarRow
from shared.schemas.metrics.calendars import Calendar, CalendarIn


def _calendar_of(row: CalendarRow) -> Calendar:
    return Calendar(key=row.key, **row.document)


async def find_calendar(
    session: AsyncSession, key: str, *, to_change: bool = False
) -> Calendar | None:
    """A calendar, held if it is to change; the standard one is always there."""
    query = select(CalendarRow).where(CalendarRow.key == key)
    row = await session.scalar(query.with_for_update() if to_change else query)
    if row is not None:
        return _calendar_of(row)
    return Calendar(key=key, **AS_USUAL.model_dump()) if key == STANDARD else None


async def put_calendar(session: AsyncSession, calendar: Calendar) -> None:
    """Keep a calendar."""
    document = calendar.model_dump(mode="json", exclude={"key"})
    query = insert(CalendarRow).values(key=calendar.key, document=document)
    set_ = {"document": query.excluded.document}
    await session.execute(query.on_conflict_do_update(index_elements=["key"], set_=set_))


async def list_calendars(session: AsyncSession, *, after: str, limit: int) -> list[Calendar]:
    """A page of calendars, by key."""
    query = select(CalendarRow).where(CalendarRow.key > after)
    rows = await session.scalars(query.order_by(CalendarRow.key).limit(limit))
    return [_calendar_of(row) for row in rows]


async def all_calendars(session: AsyncSession) -> Mapping[str, CalendarIn]:
    """Every calendar by key, the standard one always among them."""
    rows = await session.scalars(select(CalendarRow))
    return {STANDARD: AS_USUAL} | {row.key: CalendarIn(**row.document) for row in rows}
