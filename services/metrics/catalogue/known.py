"""The catalogue as the busy paths see it: in memory, renewed when it is old or lacks a key."""

import asyncio
import time

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from services.metrics.catalogue import store
from services.metrics.catalogue.domain import Catalogue

OLD_SECONDS = 5.0
MISSING_SECONDS = 0.5


class KnownMetrics:
    """Metrics by key with their ids; another process's change is seen within seconds."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions
        self._by_key: Catalogue = {}
        self._read = float("-inf")
        self._changed = float("-inf")
        self._reading = asyncio.Lock()

    async def covering(self, keys: set[str]) -> Catalogue:
        """The catalogue, renewed if it lacks one of `keys` or is old."""
        patience = OLD_SECONDS if keys <= self._by_key.keys() else MISSING_SECONDS
        if self._is_older(patience):
            async with self._reading:
                if self._is_older(patience):
                    await self._renew()
        return self._by_key

    def forget(self) -> None:
        """Read anew at the next asking: this process has changed it, and committed that."""
        self._changed = time.monotonic()

    def _is_older(self, seconds: float) -> bool:
        return self._read <= self._changed or time.monotonic() - self._read > seconds

    async def _renew(self) -> None:
        began = time.monotonic()  # what is committed while we read, we may not see
        async with self._sessions() as session:
            found = await store.metrics_by_id(session)
        self._by_key = {metric.key: (number, metric) for number, metric in found.items()}
        self._read = began
