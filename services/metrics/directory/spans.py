"""Dated facts as rows: how they are kept and read, whatever they are about."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.directory.domain import BEGINNING, END, span
from services.metrics.tables import Base
from shared.schemas.metrics.directory import Dated


def days_of(dated: Dated) -> dict[str, date]:
    """A span as its columns."""
    first, last = span(dated)
    return {"first_day": first, "last_day": last}


def span_of(row: Any) -> dict[str, date | None]:
    """A row's columns as a span, open where it is unbounded."""
    return {
        "first_day": None if row.first_day == BEGINNING else row.first_day,
        "last_day": None if row.last_day == END else row.last_day,
    }


async def upsert(
    session: AsyncSession, row: type[Base], identity: dict[str, str], values: dict[str, Any]
) -> None:
    """Keep a row under its identity."""
    query = insert(row).values(**identity, **values)
    await session.execute(query.on_conflict_do_update(index_elements=[*identity], set_=values))


async def replace(
    session: AsyncSession, row: type[Base], of: Any, entries: Sequence[dict[str, Any]]
) -> None:
    """Keep these entries in place of all that are there."""
    await session.execute(delete(row).where(of))
    if entries:
        await session.execute(insert(row).values(entries))


async def dated(session: AsyncSession, row: Any, of: Any) -> Sequence[Any]:
    """The rows in order of time."""
    return (await session.scalars(select(row).where(of).order_by(row.first_day))).all()
