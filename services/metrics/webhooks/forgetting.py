"""The bytes of old deliveries are forgotten; what identifies them, and what came of them, stays."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from services.metrics.webhooks.store import forget_bytes
from shared.clock import now

TOGETHER = 1_000  # deliveries in one transaction


class Forgetting:
    """Forgets what is older than the deployment keeps it; any number of replicas may."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], days: int) -> None:
        self._sessions = sessions
        self._kept = timedelta(days=days)

    async def __call__(self) -> None:
        """Until nothing is left to forget."""
        before = now() - self._kept
        forgotten = TOGETHER
        while forgotten == TOGETHER:
            async with self._sessions.begin() as session:
                forgotten = await forget_bytes(session, before=before, at_most=TOGETHER)
