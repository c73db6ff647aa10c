"""Rounds that are over are published: what may be told of each person counts from then on."""

from dataclasses import dataclass
from datetime import datetime, time
from itertools import groupby

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from services.metrics.events.said import Said
from services.metrics.feedback import rounds, store
from services.metrics.feedback.counting import Counting
from services.metrics.feedback.domain import Rating
from services.metrics.feedback.reviews import overall, reviews_of
from shared.clock import now
from shared.schemas.metrics.rounds import Round

SOURCE = "feedback:review_360"


@dataclass(frozen=True)
class Publishing:
    """Publishes what is over; every process may do it, and no two do the same."""

    sessions: async_sessionmaker[AsyncSession]
    counting: Counting
    least: int

    async def __call__(self) -> None:
        """Publish what is over by now."""
        await self.publish(now())

    async def publish(self, at: datetime) -> None:
        """Publish what is over at a moment."""
        today = at.astimezone(self.counting.zone).date()
        async with self.sessions.begin() as session:
            for round_ in await rounds.take_finished(session, today):
                ratings = await store.in_round(session, round_.key)
                await self.counting.count(session, self._facts(round_, ratings), at)

    def _facts(self, round_: Round, ratings: list[Rating]) -> list[Said]:
        noon = datetime.combine(round_.last_day, time(12), self.counting.zone)
        reviews = groupby(reviews_of(ratings, self.least), key=lambda review: review.subject)
        told = ((subject, overall(list(each))) for subject, each in reviews)
        return [
            Said(
                id=f"{round_.key}:{subject}",
                source=SOURCE,
                metric="feedback_360",
                subject=subject,
                time=noon,
                value=mean[0],
                weight=float(mean[1]),
                attributes={"round": round_.key},
            )
            for subject, mean in told
            if mean is not None
        ]
