"""What of all that an experiment names is there: asked of the catalogue, and of our own tables."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.goals.experiments.soundness import Known
from services.goals.improvements.store import IMPROVEMENTS
from services.goals.measured import Measured
from services.goals.records import store
from shared.schemas.goals.experiments import Terms


async def known_of(terms: Terms, measured: Measured, session: AsyncSession) -> Known:
    """The catalogue first: while it is asked, no connection waits."""
    pair = terms.pair
    found = await measured.definitions([pair.performance, pair.productivity])
    improvement = terms.improvement
    lost = improvement and not await store.is_kept(session, IMPROVEMENTS, improvement)
    missing = await store.missing_objectives(session, terms.objectives)
    return Known(found, missing, bool(lost))
