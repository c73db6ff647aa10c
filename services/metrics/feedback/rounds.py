"""Where rounds of 360-degree reviews are kept."""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.feedback.rows import RoundRow
from shared.errors import Conflict, Invalid, NotFound
from shared.schemas.metrics.rounds import Round, RoundIn
from shared.schemas.problems import Fault


class RoundUnknown(NotFound):
    """There is no such round of reviews."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is no round {key!r}; GET /v1/feedback_rounds lists them.")


class RoundUnsound(Invalid):
    """A round that ends before it begins."""


class RoundNotOpen(Conflict):
    """A round takes and gives back reviews only between its first and its last day."""

    def __init__(self, round_: Round) -> None:
        days = f"from {round_.first_day} to {round_.last_day}"
        super().__init__(f"The round {round_.key!r} is open {days}, and once over stays so.")


def require_ordered(said: RoundIn) -> None:
    """Raise RoundUnsound if a round ends before it begins."""
    if said.last_day < said.first_day:
        detail = "The last day comes before the first."
        fault = Fault(pointer="/last_day", code="ends_first", detail=detail)
        raise RoundUnsound("Mend /last_day", [fault])


async def find_round(session: AsyncSession, key: str, today: date) -> Round | None:
    """A round, held until the transaction ends: it cannot be published meanwhile."""
    row = await session.scalar(select(RoundRow).where(RoundRow.key == key).with_for_update())
    return None if row is None else _round_of(row, today)


async def get_round(session: AsyncSession, key: str, today: date) -> Round:
    """A round as it stands; RoundUnknown."""
    row = await session.get(RoundRow, key)
    if row is None:
        raise RoundUnknown(key)
    return _round_of(row, today)


async def require_open(session: AsyncSession, key: str, day: date, today: date) -> Round:
    """A round that is open on both days, and stays so while it is held; RoundNotOpen."""
    hold = select(RoundRow).where(RoundRow.key == key).with_for_update(read=True)
    row = await session.scalar(hold)
    if row is None:
        raise RoundUnknown(key)
    round_ = _round_of(row, today)
    if (
        round_.closed
        or not round_.first_day <= min(day, today) <= max(day, today) <= round_.last_day
    ):
        raise RoundNotOpen(round_)
    return round_


async def put_round(session: AsyncSession, round_: Round) -> bool:
    """Keep a round's next version; whether it did: another may have come first."""
    said = round_.model_dump(exclude={"key", "closed"})
    query = insert(RoundRow).values(key=round_.key, published=False, **said)
    kept = query.on_conflict_do_update(
        index_elements=["key"],
        set_={name: query.excluded[name] for name in said},
        where=RoundRow.version == round_.version - 1,
    )
    return await session.scalar(kept.returning(RoundRow.version)) is not None


async def list_rounds(session: AsyncSession, today: date, *, after: str, limit: int) -> list[Round]:
    """A page of rounds, by key."""
    query = select(RoundRow).where(RoundRow.key > after).order_by(RoundRow.key).limit(limit)
    return [_round_of(row, today) for row in await session.scalars(query)]


async def take_finished(session: AsyncSession, today: date) -> list[Round]:
    """The rounds that are over and not yet published, which they are from now on."""
    over = select(RoundRow).where(RoundRow.last_day < today, RoundRow.published.is_(False))
    rows = (await session.scalars(over.with_for_update(skip_locked=True))).all()
    keys = [row.key for row in rows]
    await session.execute(update(RoundRow).where(RoundRow.key.in_(keys)).values(published=True))
    return [_round_of(row, today) for row in rows]


def _round_of(row: RoundRow, today: date) -> Round:
    names = ("key", "version", "name", "first_day", "last_day", "framework")
    said = {name: getattr(row, name) for name in names}
    return Round(**said, closed=row.published or row.last_day < today)
