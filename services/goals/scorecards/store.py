"""Where scorecards are kept."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.goals.scorecards.domain import ScorecardUnknown
from services.goals.scorecards.rows import ScorecardRow
from shared.edits import VersionRequired
from shared.schemas.goals.scorecards import Scorecard, ScorecardIn


def _scorecard_of(row: ScorecardRow) -> Scorecard:
    return Scorecard(
        **row.document,
        role=row.role,
        version=row.version,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
    )


def _values(scorecard: Scorecard) -> dict[str, Any]:
    said = set(ScorecardIn.model_fields)
    return scorecard.model_dump(exclude=said) | {"document": scorecard.model_dump(include=said)}


async def get_scorecard(session: AsyncSession, role: str) -> Scorecard:
    """A role's scorecard; ScorecardUnknown."""
    row = await session.get(ScorecardRow, role)
    if row is None:
        raise ScorecardUnknown(role)
    return _scorecard_of(row)


async def get_version(session: AsyncSession, role: str) -> int | None:
    """The version that a change would be made from, held until the change is kept."""
    query = select(ScorecardRow.version).where(ScorecardRow.role == role)
    found: int | None = await session.scalar(query.with_for_update())
    return found


async def list_scorecards(session: AsyncSession, *, after: str, limit: int) -> list[Scorecard]:
    """A page of scorecards, by role."""
    query = select(ScorecardRow).where(ScorecardRow.role > after)
    rows = await session.scalars(query.order_by(ScorecardRow.role).limit(limit))
    return [_scorecard_of(row) for row in rows]


async def keep_scorecard(session: AsyncSession, scorecard: Scorecard) -> None:
    """Keep a role's first scorecard or its next; VersionRequired if another came first."""
    values = _values(scorecard)
    if scorecard.version > 1:
        await session.execute(
            update(ScorecardRow).where(ScorecardRow.role == scorecard.role).values(**values)
        )
        return
    query = insert(ScorecardRow).values(**values).on_conflict_do_nothing()
    if await session.scalar(query.returning(ScorecardRow.role)) is None:
        raise VersionRequired
