"""Where objectives are kept; each version is made from the one before, or not at all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.goals.objectives.domain import ObjectiveUnknown
from services.goals.objectives.rows import ObjectiveChangeRow, ObjectiveRow
from shared.edits import ChangedMeanwhile, etag_of
from shared.schemas.goals.objectives import Objective, ObjectiveEdit, State

EARLIER = 100  # objectives of a subject that a new one is compared with
COLUMNS = frozenset(ObjectiveRow.__table__.columns.keys()) - {"document", "number"}


@dataclass(frozen=True)
class Wanted:
    """Which objectives a list is of; None is no restriction."""

    subject: str | None = None
    state: State | None = None
    owner: str | None = None


def _objective_of(row: ObjectiveRow) -> Objective:
    return Objective.model_validate(
        row.document | {column: getattr(row, column) for column in COLUMNS}
    )


def _values(objective: Objective) -> dict[str, Any]:
    document = objective.model_dump(mode="json", exclude=set(COLUMNS))
    return objective.model_dump(include=set(COLUMNS)) | {"document": document}


async def get_objective(
    session: AsyncSession, objective_id: UUID, *, to_change: bool = False
) -> Objective:
    """An objective as it stands, held if it is to change; ObjectiveUnknown."""
    row = await session.get(ObjectiveRow, objective_id, with_for_update=to_change or None)
    if row is None:
        raise ObjectiveUnknown
    return _objective_of(row)


async def list_objectives(
    session: AsyncSession, wanted: Wanted, *, before: int | None, limit: int
) -> list[tuple[int, Objective]]:
    """A page of objectives with their numbers, the newest first."""
    query = select(ObjectiveRow).order_by(ObjectiveRow.number.desc()).limit(limit)
    if before is not None:
        query = query.where(ObjectiveRow.number < before)
    for column in ("subject", "state", "owner"):
        if (value := getattr(wanted, column)) is not None:
            query = query.where(getattr(ObjectiveRow, column) == value)
    return [(row.number, _objective_of(row)) for row in await session.scalars(query)]


async def get_parent(session: AsyncSession, objective: Objective) -> Objective | None:
    """The objective that another serves, where it names one."""
    return await get_objective(session, objective.parent) if objective.parent else None


async def list_earlier(session: AsyncSession, objective: Objective) -> list[Objective]:
    """What the subject was asked for before: its other objectives that went live, latest first."""
    query = (
        select(ObjectiveRow)
        .where(ObjectiveRow.subject == objective.subject, ObjectiveRow.id != objective.id)
        .where(ObjectiveRow.activated_at.is_not(None))
        .order_by(ObjectiveRow.activated_at.desc())
    )
    return [_objective_of(row) for row in await session.scalars(query.limit(EARLIER))]


async def add_objective(session: AsyncSession, objective: Objective, edit: ObjectiveEdit) -> None:
    """Keep a new objective and the first entry of its history."""
    await session.execute(insert(ObjectiveRow).values(**_values(objective)))
    await _remember(session, objective.id, edit)


async def keep_objective(session: AsyncSession, objective: Objective, edit: ObjectiveEdit) -> None:
    """Keep the next version and what made it; ChangedMeanwhile if it is not the next any more."""
    kept = await session.scalar(
        update(ObjectiveRow)
        .where(ObjectiveRow.id == objective.id, ObjectiveRow.version == objective.version - 1)
        .values(**_values(objective))
        .returning(ObjectiveRow.version)
    )
    if kept is None:
        found = select(ObjectiveRow.version).where(ObjectiveRow.id == objective.id)
        raise ChangedMeanwhile(etag_of(await session.scalar(found) or 0))
    await _remember(session, objective.id, edit)


async def _remember(session: AsyncSession, objective_id: UUID, edit: ObjectiveEdit) -> None:
    values = edit.model_dump(exclude={"by", "at"})
    await session.execute(
        insert(ObjectiveChangeRow).values(
            objective=objective_id, said_by=edit.by, said_at=edit.at, **values
        )
    )


async def list_edits(
    session: AsyncSession,
    objective_id: UUID,
    *,
    after: int = 0,
    before: datetime | None = None,
    limit: int | None = None,
) -> list[ObjectiveEdit]:
    """A page of an objective's history, the oldest first; up to a moment, where one is given."""
    change = ObjectiveChangeRow
    query = select(change).where(change.objective == objective_id, change.version > after)
    if before is not None:
        query = query.where(change.said_at < before)
    return [
        ObjectiveEdit(
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
