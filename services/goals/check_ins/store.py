"""Where check-ins are kept."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.goals.check_ins.domain import Kept, Typed
from services.goals.check_ins.rows import CheckInRow
from shared.schemas.goals.check_ins import CheckIn


def _kept(row: CheckInRow) -> Kept:
    fields = {field: getattr(row, field) for field in CheckIn.model_fields if field != "hidden"}
    return Kept(CheckIn.model_validate(fields), row.first_day, row.last_day)


async def get_typed(
    session: AsyncSession, objective: UUID, before: datetime | None = None
) -> Typed:
    """Every value typed for an objective, or typed before a moment: the latest of each."""
    query = select(CheckInRow.typed).where(CheckInRow.objective == objective)
    if before is not None:
        query = query.where(CheckInRow.at < before)
    found = await session.scalar(query.order_by(CheckInRow.number.desc()).limit(1))
    return dict(found or {})


async def add_check_in(session: AsyncSession, kept: Kept, typed: Typed) -> CheckIn:
    """Keep a check-in and every value typed so far."""
    check_in = kept.check_in
    values = check_in.model_dump(exclude={"hidden", "progress", "values"}) | {
        "values": [each.model_dump(mode="json") for each in check_in.values],
        "progress": check_in.progress and check_in.progress.model_dump(mode="json"),
        "first_day": kept.first_day,
        "last_day": kept.last_day,
    }
    await session.execute(insert(CheckInRow).values(**values, typed=typed))
    return check_in


async def list_check_ins(
    session: AsyncSession, objective: UUID, *, before: int | None, limit: int
) -> list[tuple[int, Kept]]:
    """A page of an objective's check-ins with their numbers, the newest first."""
    query = select(CheckInRow).where(CheckInRow.objective == objective)
    if before is not None:
        query = query.where(CheckInRow.number < before)
    rows = await session.scalars(query.order_by(CheckInRow.number.desc()).limit(limit))
    return [(row.number, _kept(row)) for row in rows]
