"""Where requests leave their events: kept in a transaction that many of them share."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from services.metrics.events import store
from services.metrics.events.domain import Event
from services.metrics.events.quarantine import Held, keep_uncountable
from services.metrics.group_commit import GroupCommit, driver_of
from services.metrics.numbering import Names
from shared.schemas.metrics.events import Fate

TOGETHER = 5_000  # events in one transaction, unless a single request brings more


@dataclass(frozen=True, slots=True)
class Batch:
    """What one request brings."""

    events: Sequence[Event]
    held: Sequence[Held]
    at: datetime


class Intake:
    """Keeps the batches of requests."""

    def __init__(self, engine: AsyncEngine, names: Names) -> None:
        self._engine = engine
        self._names = names
        self._group: GroupCommit[Batch, list[Fate]] = GroupCommit(
            self._commit, size=lambda batch: len(batch.events) + len(batch.held), together=TOGETHER
        )

    async def keep(self, batch: Batch) -> list[Fate]:
        """The fate of each of the batch's events, once all are committed."""
        return await self._group.keep(batch)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Writers at work while the service lives."""
        async with self._group.working():
            yield

    async def _commit(self, batches: list[Batch]) -> list[list[Fate]]:
        events = [event for batch in batches for event in batch.events]
        numbers = await self._names.numbers(
            {event.subject for event in events}, {event.source for event in events}
        )
        at = max(batch.at for batch in batches)
        async with driver_of(self._engine) as connection, connection.transaction():
            fates = iter(await store.keep_events(connection, events, numbers, at))
            await keep_uncountable(connection, [one for batch in batches for one in batch.held], at)
        return [[next(fates) for _ in batch.events] for batch in batches]
