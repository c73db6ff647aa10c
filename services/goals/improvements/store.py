"""Where improvements are kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.goals.improvements.domain import ImprovementUnknown
from services.goals.improvements.rows import ImprovementRow
from shared.schemas.goals.improvements import Improvement, ImprovementState


@dataclass(frozen=True)
class Wanted:
    """Which improvements a list is of; None is no restriction."""

    team: str | None = None
    objective: UUID | None = None
    state: ImprovementState | None = None


def _improvement_of(row: ImprovementRow) -> Improvement:
    fields = {field: getattr(row, field) for field in Improvement.model_fields}
    return Improvement.model_validate(fields)


async def get_improvement(
    session: AsyncSession, improvement_id: UUID, *, to_change: bool = False
) -> Improvement:
    """An improvement, held if it is to change; ImprovementUnknown."""
    row = await session.get(ImprovementRow, improvement_id, with_for_update=to_change or None)
    if row is None:
        raise ImprovementUnknown
    return _improvement_of(row)


async def list_improvements(
    session: AsyncSession, wanted: Wanted, *, before: int | None, limit: int
) -> list[tuple[int, Improvement]]:
    """A page of improvements with their numbers, the newest first."""
    query = select(ImprovementRow).order_by(ImprovementRow.number.desc()).limit(limit)
    if before is not None:
        query = query.where(ImprovementRow.number < before)
    for column in ("team", "objective", "state"):
        if (value := getattr(wanted, column)) is not None:
            query = query.where(getattr(ImprovementRow, column) == value)
    return [(row.number, _improvement_of(row)) for row in await session.scalars(query)]


async def add_improvement(
    session: AsyncSession, improvement: Improvement, *, by: str, at: datetime
) -> Improvement:
    """Keep a new improvement."""
    values = _values(improvement, by, at)
    await session.execute(insert(ImprovementRow).values(**values))
    return improvement


async def change_improvement(
    session: AsyncSession, improvement: Improvement, *, by: str, at: datetime
) -> None:
    """Keep the next version of an improvement that is held."""
    query = update(ImprovementRow).where(ImprovementRow.id == improvement.id)
    await session.execute(query.values(**_values(improvement, by, at)))


def _values(improvement: Improvement, by: str, at: datetime) -> dict[str, Any]:
    return improvement.model_dump() | {"said_by": by, "said_at": at}
