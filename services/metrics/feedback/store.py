"""Where ratings are kept, each once; and what ties a rater to whom they rate."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.feedback.domain import Rating, RatingStands, RatingUnknown
from services.metrics.feedback.rows import RatingRow

STANDS = RatingRow.withdrawn_at.is_(None)


async def keep_rating(session: AsyncSession, rating: Rating) -> Rating:
    """Keep a rating, or find the one that stands and says the same; RatingStands."""
    values = {
        name: getattr(rating, name)
        for name in ("id", "identity", "kind", "subject", "day", "time", "answer", "value")
    } | {"comment": rating.comment, "rater": rating.rater, "author": rating.author}
    query = insert(RatingRow).values(
        **values, named=rating.named, round=rating.named.get("round"), withdrawn_at=None
    )
    if await session.scalar(query.on_conflict_do_nothing().returning(RatingRow.id)) is not None:
        return rating
    mine = RatingRow.identity == rating.identity
    row = await session.scalar(select(RatingRow).where(mine, STANDS))
    if row is None or not rating.says_the_same_as(rating_of(row)):
        raise RatingStands
    return rating_of(row)


async def hold_given(session: AsyncSession, rating: UUID, author: bytes) -> Rating:
    """A rating that an author gave, held until the transaction ends; RatingUnknown."""
    mine = (RatingRow.id == rating) & (RatingRow.author == author)
    row = await session.scalar(select(RatingRow).where(mine, STANDS).with_for_update())
    if row is None:
        raise RatingUnknown(rating)
    return rating_of(row)


async def withdraw(session: AsyncSession, rating: UUID, at: datetime) -> None:
    """Let a rating stand no more; what it said is forgotten."""
    mine = update(RatingRow).where(RatingRow.id == rating)
    await session.execute(mine.values(withdrawn_at=at, comment=None))


async def list_given(
    session: AsyncSession, author: bytes, *, after: UUID | None, limit: int
) -> list[Rating]:
    """A page of what an author gave, by id."""
    query = select(RatingRow).where(RatingRow.author == author, STANDS)
    if after is not None:
        query = query.where(RatingRow.id > after)
    rows = await session.scalars(query.order_by(RatingRow.id).limit(limit))
    return [rating_of(row) for row in rows]


async def in_round(session: AsyncSession, round_: str, subject: str | None = None) -> list[Rating]:
    """What was said in a round, of everybody or of one subject."""
    query = select(RatingRow).where(RatingRow.round == round_, STANDS)
    if subject is not None:
        query = query.where(RatingRow.subject == subject)
    return [rating_of(row) for row in await session.scalars(query.order_by(RatingRow.id))]


async def get_ties(session: AsyncSession, rater: str, subject: str, today: date) -> set[str]:
    """What ties a person to a subject today: self, lead, peer, report."""
    kind, _, key = subject.partition(":")
    who = {"rater": rater, "today": today}
    if kind == "team":
        return set(await session.scalars(_TIES_TO_TEAM, {**who, "team": key}))
    return set(await session.scalars(_TIES_TO_PERSON, {**who, "person": key}))


async def roles_of(session: AsyncSession, person: str, day: date) -> set[str]:
    """The roles that a person held on a day."""
    return set(await session.scalars(_ROLES, {"person": person, "day": day}))


def rating_of(row: RatingRow) -> Rating:
    """A row as a rating."""
    names = ("id", "kind", "subject", "time", "day", "answer", "value", "comment", "rater")
    return Rating(
        **{name: getattr(row, name) for name in names}, author=row.author, named=row.named
    )


_TIES_TO_PERSON = text(
    """
    with spell (tie, person, team) as (
        select 'member', person, team from metrics.membership
         where person in (:rater, :person) and :today between first_day and last_day
        union all
        select 'lead', person, team from metrics.leadership
         where person in (:rater, :person) and :today between first_day and last_day
    )
    select 'self' where :rater = :person
    union
    select case when mine.tie = 'lead' and theirs.tie = 'member' then 'lead'
                when mine.tie = 'member' and theirs.tie = 'lead' then 'report' else 'peer' end
      from spell as mine join spell as theirs using (team)
     where mine.person = :rater and theirs.person = :person and :rater <> :person
    """
)
_TIES_TO_TEAM = text(
    """
    select 'lead' from metrics.leadership
     where person = :rater and team = :team and :today between first_day and last_day
    """
)
_ROLES = text(
    "select role from metrics.role_held"
    " where person = :person and :day between first_day and last_day"
)
