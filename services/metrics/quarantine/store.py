"""Where what could not be counted is kept, until it is settled."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Date, cast, func, not_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.events.rows import QuarantineRow
from services.metrics.quarantine.asked import Filters
from services.metrics.quarantine.domain import EntryForgotten, NotInQuarantine, Outcome
from shared.schemas.metrics.quarantine import SameCause

Narrowed = ColumnElement[bool]
OPEN = QuarantineRow.settled_at.is_(None)


async def list_entries(
    session: AsyncSession, asked: Filters, *, after: UUID | None, limit: int
) -> Sequence[QuarantineRow]:
    """A page of the entries asked for, by id."""
    return await _page(session, _narrowed(asked), after, limit)


async def list_open(
    session: AsyncSession, cause: SameCause, *, after: UUID | None, limit: int
) -> Sequence[QuarantineRow]:
    """A page of the open entries of a cause, by id."""
    return await _page(session, _of_cause(cause), after, limit)


async def get_entry(session: AsyncSession, entry: UUID) -> QuarantineRow:
    """One entry with its bytes; NotInQuarantine."""
    row = await session.get(QuarantineRow, entry)
    if row is None:
        raise NotInQuarantine(entry)
    return row


async def get_remembered(session: AsyncSession, entry: UUID) -> QuarantineRow:
    """The same while its bytes are kept; EntryForgotten."""
    row = await get_entry(session, entry)
    if row.forgotten_at is not None:
        raise EntryForgotten(entry)
    return row


async def forget_bytes(session: AsyncSession, *, before: datetime, at_most: int) -> int:
    """Drop the bytes of entries settled before; how many there were.

    What another replica is about to forget is left to it.
    """
    old = (
        select(QuarantineRow.id)
        .where(QuarantineRow.settled_at < before, QuarantineRow.forgotten_at.is_(None))
        .order_by(QuarantineRow.settled_at)
        .limit(at_most)
        .with_for_update(skip_locked=True)
    )
    nothing = {"raw": b"", "forgotten_at": func.now()}
    forgotten = update(QuarantineRow).where(QuarantineRow.id.in_(old)).values(nothing)
    return len((await session.scalars(forgotten.returning(QuarantineRow.id))).all())


async def keep_outcomes(
    session: AsyncSession, outcomes: Sequence[Outcome], *, by: str, at: datetime
) -> None:
    """Note what came of replays, in the order of entries; what was discarded in vain stays so."""
    for outcome in sorted(outcomes, key=lambda one: one.entry):
        settled = {"settled_at": at, "settled_by": by} if outcome.settles else {}
        values = {"replayed_at": at, "outcome": outcome.status, "reason": None} | settled
        mine = [QuarantineRow.id == outcome.entry, *([] if outcome.settles else [OPEN])]
        await session.execute(update(QuarantineRow).where(*mine).values(values))


async def discard(
    session: AsyncSession, which: SameCause | UUID, reason: str, *, by: str, at: datetime
) -> int:
    """Settle open entries, one or all of a cause, without counting them; how many."""
    mine = [QuarantineRow.id == which] if isinstance(which, UUID) else _of_cause(which)
    settled = {"outcome": "discarded", "settled_at": at, "settled_by": by, "reason": reason}
    # Locked in the order in which events are held, lest both wait for one another.
    ids = select(QuarantineRow.id).where(OPEN, *mine).order_by(QuarantineRow.id).with_for_update()
    query = update(QuarantineRow).where(QuarantineRow.id.in_(ids)).values(settled)
    return len((await session.scalars(query.returning(QuarantineRow.id))).all())


async def _page(
    session: AsyncSession, narrowed: list[Narrowed], after: UUID | None, limit: int
) -> Sequence[QuarantineRow]:
    query = select(QuarantineRow).where(*narrowed).order_by(QuarantineRow.id).limit(limit)
    if after is not None:
        query = query.where(QuarantineRow.id > after)
    return (await session.scalars(query)).all()


def _of_cause(cause: SameCause) -> list[Narrowed]:
    of_key = [] if cause.pushed_by is None else [QuarantineRow.pushed_by == cause.pushed_by]
    return [OPEN, QuarantineRow.code == cause.code, *of_key]


def _narrowed(asked: Filters) -> list[Narrowed]:
    said = {
        QuarantineRow.code: asked.code,
        QuarantineRow.pushed_by: asked.pushed_by,
        QuarantineRow.event_id: asked.event_id,
    }
    narrowed: list[Narrowed] = [field == text for field, text in said.items() if text is not None]
    received = cast(QuarantineRow.received_at, Date)  # the connection's time zone is UTC
    narrowed.append(received.between(asked.first_day, asked.last_day))
    if asked.state is not None:
        narrowed.append(OPEN if asked.state == "open" else not_(OPEN))
    return narrowed
