"""Where calendar addresses are kept."""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.goals.review_feeds.domain import FeedUnknown
from services.goals.review_feeds.rows import ReviewFeedRow
from shared.schemas.goals.review_feeds import Feed, FeedMade


def _feed_of(row: ReviewFeedRow) -> Feed:
    return Feed.model_validate({field: getattr(row, field) for field in Feed.model_fields})


async def add_feed(session: AsyncSession, feed: FeedMade, digest: bytes) -> FeedMade:
    """Keep a new address."""
    values = feed.model_dump(exclude={"url_path"}) | {"digest": digest}
    await session.execute(insert(ReviewFeedRow).values(**values))
    return feed


async def find_feed(session: AsyncSession, digest: bytes) -> Feed:
    """The address of a secret; FeedUnknown."""
    row = await session.scalar(select(ReviewFeedRow).where(ReviewFeedRow.digest == digest))
    if row is None:
        raise FeedUnknown
    return _feed_of(row)


async def list_feeds(
    session: AsyncSession, made_by: str | None, *, before: int | None, limit: int
) -> list[tuple[int, Feed]]:
    """A page of addresses with their numbers, the newest first; of everybody for None."""
    query = select(ReviewFeedRow).order_by(ReviewFeedRow.number.desc()).limit(limit)
    if before is not None:
        query = query.where(ReviewFeedRow.number < before)
    if made_by is not None:
        query = query.where(ReviewFeedRow.made_by == made_by)
    return [(row.number, _feed_of(row)) for row in await session.scalars(query)]


async def remove_feed(session: AsyncSession, feed_id: UUID, made_by: str | None) -> None:
    """Revoke an address; FeedUnknown, also where it is somebody else's."""
    query = delete(ReviewFeedRow).where(ReviewFeedRow.id == feed_id)
    if made_by is not None:
        query = query.where(ReviewFeedRow.made_by == made_by)
    if await session.scalar(query.returning(ReviewFeedRow.id)) is None:
        raise FeedUnknown
