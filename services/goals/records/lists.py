"""Things on record in pages, found by whom and what they concern."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from services.goals.records.domain import Thing
from services.goals.records.rows import RecordRow
from services.goals.records.store import Kept

# Few things concern the same; all else that is asked for is common to many.
CONCERNS = frozenset(
    {"teams", "objectives", "owner", "subject", "objective", "role", "treated", "improvement"}
)


async def list_records(
    session: AsyncSession,
    kept: Kept[Thing],
    wanted: dict[str, Any],
    *,
    before: int | None,
    limit: int,
) -> list[tuple[int, Thing]]:
    """A page of things with their numbers, the newest first: those that hold all that is wanted."""
    row = _concerned(kept.row, {field: wanted[field] for field in wanted.keys() & CONCERNS})
    query = select(row).order_by(row.number.desc()).limit(limit)
    if before is not None:
        query = query.where(row.number < before)
    for field, value in wanted.items():
        if field == "state":
            query = query.where(row.state == value)
        elif field not in CONCERNS:
            query = query.where(row.document[field].astext == str(value).lower())
    rows = await session.scalars(query)
    return [(each.number, kept.model.model_validate(each.told())) for each in rows]


def _concerned(row: type[RecordRow], concerns: dict[str, Any]) -> type[RecordRow]:
    """The rows that concern these, looked up first.

    Left to choose, the planner runs backwards along all numbers until enough have turned up.
    """
    if not concerns:
        return row
    found = select(row).where(row.document.contains(concerns)).cte("concerned")
    return aliased(row, found.prefix_with("materialized"))
