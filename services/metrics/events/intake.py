"""Where requests leave their events: kept in a transaction that many of them share."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import NamedTuple

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine

from services.metrics.events import store
from services.metrics.events.domain import Event
from services.metrics.events.inserting import Way, copy_new, insert_unknown
from services.metrics.events.quarantine import Held, keep_uncountable
from services.metrics.group_commit import GroupCommit, driver_of
from services.metrics.numbering import Names, Numbers
from shared.schemas.metrics.events import Fate

TOGETHER = 5_000  # events in one transaction, unless a single request brings more


@dataclass(frozen=True, slots=True)
class Batch:
    """What one request brings."""

    events: Sequence[Event]
    held: Sequence[Held]
    at: datetime


class _Together(NamedTuple):
    events: Sequence[Event]
    numbers: Numbers
    held: Sequence[Held]
    at: datetime


class Intake:
    """Keeps the batches of requests."""

    def __init__(self, engine: AsyncEngine, names: Names) -> None:
        self._engine = engine
        self._names = names
        self._all_new = True  # what came last was, so what comes next is believed to be
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
        held = [one for batch in batches for one in batch.held]
        together = _Together(events, numbers, held, max(batch.at for batch in batches))
        fates = iter(await self._keep(together))
        return [list(islice(fates, len(batch.events))) for batch in batches]

    async def _keep(self, together: "_Together") -> list[Fate]:
        """Straight in while nothing is repeated; a repetition found costs one attempt."""
        if self._all_new:
            try:
                return await self._write(together, copy_new)
            except asyncpg.UniqueViolationError:
                self._all_new = False
        fates = await self._write(together, insert_unknown)
        self._all_new = all(fate == "stored" for fate in fates)
        return fates

    async def _write(self, together: "_Together", insert: Way) -> list[Fate]:
        async with driver_of(self._engine) as connection, connection.transaction():
            events, numbers, held, at = together
            fates = await store.keep_events(connection, events, numbers, at, insert=insert)
            await keep_uncountable(connection, held, at)
        return fates
