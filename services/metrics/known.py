"""What the busy paths know by heart: in memory, renewed when it is old or lacks a key."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

OLD_SECONDS = 5.0
MISSING_SECONDS = 0.5

Kept = TypeVar("Kept")


class Known(Generic[Kept]):
    """Things by key, as `read` finds them; another process's change is seen within seconds."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        read: Callable[[AsyncSession], Awaitable[dict[str, Kept]]],
    ) -> None:
        self._sessions = sessions
        self._find = read
        self._by_key: dict[str, Kept] = {}
        self._read = float("-inf")
        self._changed = float("-inf")
        self._reading = asyncio.Lock()

    async def covering(self, keys: set[str]) -> dict[str, Kept]:
        """All of them, renewed if they lack one of `keys` or are old."""
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
            self._by_key = await self._find(session)
        self._read = began
