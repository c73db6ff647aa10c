"""Where scorecards are kept."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.goals.records.store import remember
from services.goals.scorecards.domain import ScorecardUnknown
from services.goals.scorecards.rows import ScorecardRow
from shared.edits import VersionRequired
from shared.schemas.goals.history import Edit
from shared.schemas.goals.scorecards import Purpose, Scorecard

COLUMNS = {"role", "version", "changed_by", "changed_at"}


def _scorecard_of(row: ScorecardRow) -> Scorecard:
    return Scorecard(
        **row.document,
        role=row.role,
        version=row.version,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
    )


def _values(scorecard: Scorecard) -> dict[str, Any]:
    document = scorecard.model_dump(mode="json", include=set(Purpose.model_fields))
    return scorecard.model_dump(include=COLUMNS) | {"document": document}


async def get_scorecard(session: AsyncSession, role: str) -> Scorecard:
    """A role's scorecard; ScorecardUnknown."""
    row = await session.get(ScorecardRow, role)
    if row is None:
        raise ScorecardUnknown(role)
    return _scorecard_of(row)


async def find_scorecard(session: AsyncSession, role: str) -> Scorecard | None:
    """The scorecard that a change would be made from, held until the change is kept."""
    row = await session.get(ScorecardRow, role, with_for_update=True)
    return _scorecard_of(row) if row else None


async def list_scorecards(session: AsyncSession, *, after: str, limit: int) -> list[Scorecard]:
    """A page of scorecards, by role."""
    query = select(ScorecardRow).where(ScorecardRow.role > after)
    rows = await session.scalars(query.order_by(ScorecardRow.role).limit(limit))
    return [_scorecard_of(row) for row in rows]


async def keep_scorecard(session: AsyncSession, scorecard: Scorecard, edit: Edit) -> None:
    """Keep a role's first scorecard or its next; VersionRequired if another came first."""
    values = _values(scorecard)
    if scorecard.version > 1:
        await session.execute(
            update(ScorecardRow).where(ScorecardRow.role == scorecard.role).values(**values)
        )
    else:
        query = insert(ScorecardRow).values(**values).on_conflict_do_nothing()
        if await session.scalar(query.returning(ScorecardRow.role)) is None:
            raise VersionRequired
    await remember(session, ScorecardRow.__tablename__, scorecard.role, edit)
