"""What an auditor finds becomes a rating of whoever did the work: kept, counted, read as such."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.audits.domain import Drawn, worth
from services.metrics.feedback import store
from services.metrics.feedback.authors import AuthorOf
from services.metrics.feedback.counting import Counting
from services.metrics.feedback.domain import Rating
from services.metrics.feedback.facts import facts_of
from shared.schemas.metrics.audits import AuditPlan, Scored, ScoreIn


@dataclass(frozen=True)
class Scoring:
    """What scoring needs: the transaction, how to count, the auditor, and the moment."""

    session: AsyncSession
    counting: Counting
    auditor: AuthorOf
    at: datetime

    async def score(self, plan: AuditPlan, work: Drawn, said: ScoreIn) -> Scored:
        """Keep what was found, once; it counts on the day on which the work was done."""
        quality, failed = worth(plan, said)
        rating = Rating(
            id=uuid4(),
            kind="audit",
            subject=work.subject,
            time=work.time,
            day=self.counting.day_of(work.time),
            answer=quality,
            value=quality,
            comment=said.comment,
            rater=self.auditor.digest,
            author=self.auditor.digest,
            named={"about": plan.key, "scores": said.scores, "error": float(failed)},
            key=key_of(work.id),
        )
        kept = await store.keep_rating(self.session, rating)
        if kept is rating:
            await self.counting.count(self.session, facts_of(rating), self.at)
        return Scored(
            rating=kept.id,
            status="kept" if kept is rating else "duplicate",
            quality_score=kept.value,
            error=bool(kept.named["error"]),
        )


def key_of(item: UUID) -> str:
    """What the rating of a piece of work is known by: it has one at most."""
    return f"audit:{item}"
