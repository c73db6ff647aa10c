"""Group commit: requests that wait at the same time share one transaction, and its fsync.

A request is answered only after the transaction that holds its events has committed.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine

from services.metrics.events import store
from services.metrics.events.domain import Event
from shared.clock import now
from shared.schemas.metrics.events import Fate

TOGETHER = 5_000  # events in one transaction, unless a single request brings more
WRITERS = 2  # while one waits for its fsync, the other prepares


@dataclass
class Batch:
    """What one request brings, and where its fate is awaited."""

    events: Sequence[Event]
    held: Sequence[store.Held]
    by: str
    fates: asyncio.Future[list[Fate]] = field(default_factory=asyncio.Future)


@asynccontextmanager
async def driver_of(engine: AsyncEngine) -> AsyncIterator[asyncpg.Connection]:
    """A connection of the pool, spoken to without anything between."""
    async with engine.connect() as connection:
        raw = await connection.get_raw_connection()
        yield raw.driver_connection


class Intake:
    """Takes batches from requests and keeps them, many in one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._names = store.Names()
        self._waiting: list[Batch] = []
        self._something = asyncio.Event()

    async def keep(self, batch: Batch) -> list[Fate]:
        """The fate of each of the batch's events, once all are committed."""
        self._waiting.append(batch)
        self._something.set()
        return await batch.fates

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Writers at work while the service lives: it ends when no request is left waiting."""
        writers = [asyncio.create_task(self._write_on()) for _ in range(WRITERS)]
        try:
            yield
        finally:
            for writer in writers:
                writer.cancel()
            await asyncio.gather(*writers, return_exceptions=True)

    async def _write_on(self) -> None:
        while True:
            await self._something.wait()
            batches = self._take()
            if batches:
                await asyncio.shield(self._write(batches))

    def _take(self) -> list[Batch]:
        taken: list[Batch] = []
        size = 0
        while self._waiting and (not taken or size + len(self._waiting[0].events) <= TOGETHER):
            taken.append(self._waiting.pop(0))
            size += len(taken[-1].events)
        if not self._waiting:
            self._something.clear()
        return taken

    async def _write(self, batches: list[Batch]) -> None:
        try:
            fates = iter(await self._commit(batches))
            for batch in batches:
                _settle(batch, [next(fates) for _ in batch.events])
        except Exception as error:
            if len(batches) == 1:
                _settle(batches[0], error)
                return
            for batch in batches:  # one may have spoiled it for all: each on its own
                await self._write([batch])

    async def _commit(self, batches: list[Batch]) -> list[Fate]:
        events = [event for batch in batches for event in batch.events]
        at = now()
        async with driver_of(self._engine) as connection:
            numbers = await self._names.numbers(connection, events)
            async with connection.transaction():
                fates = await store.keep_events(connection, events, numbers, at)
                for batch in batches:
                    await store.keep_uncountable(connection, batch.held, batch.by, at)
        return fates


def _settle(batch: Batch, outcome: list[Fate] | Exception) -> None:
    if batch.fates.done():  # its request was cancelled
        return
    if isinstance(outcome, Exception):
        batch.fates.set_exception(outcome)
    else:
        batch.fates.set_result(outcome)
