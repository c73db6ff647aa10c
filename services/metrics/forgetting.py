"""The bytes of what was dealt with long ago are forgotten; what came of them stays."""

from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from shared.clock import now

TOGETHER = 1_000  # of one kind in one transaction


class Forget(Protocol):
    """Drops bytes of one kind from before a time, up to so many; how many there were."""

    async def __call__(self, session: AsyncSession, *, before: datetime, at_most: int) -> int: ...


class Forgetting:
    """Forgets what is older than the deployment keeps it; any number of replicas may."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], days: int, *kinds: Forget
    ) -> None:
        self._sessions = sessions
        self._kept = timedelta(days=days)
        self._kinds = kinds

    async def __call__(self) -> None:
        """Until nothing is left to forget."""
        before = now() - self._kept
        for forget in self._kinds:
            forgotten = TOGETHER
            while forgotten == TOGETHER:
                async with self._sessions.begin() as session:
                    forgotten = await forget(session, before=before, at_most=TOGETHER)
