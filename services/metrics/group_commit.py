"""Group commit: jobs that wait at the same time share one transaction, and its fsync.

Whoever waits for a job is answered only after the transaction that holds it has committed.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from shared.db import is_outage

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")

WRITERS = 2  # while one waits for its fsync, the other prepares


@asynccontextmanager
async def driver_of(engine: AsyncEngine) -> AsyncIterator[asyncpg.Connection]:
    """A connection of the pool, spoken to without anything between."""
    async with engine.connect() as connection:
        raw = await connection.get_raw_connection()
        yield raw.driver_connection


async def driver_within(session: AsyncSession) -> asyncpg.Connection:
    """The same beneath a session that has begun to speak: what is said there is said within it."""
    connection = await session.connection()
    return (await connection.get_raw_connection()).driver_connection


@dataclass
class _Waiting(Generic[Job, Outcome]):
    job: Job
    outcome: asyncio.Future[Outcome] = field(default_factory=asyncio.Future)

    def settle(self, outcome: Outcome | Exception) -> None:
        if self.outcome.done():  # nobody waits any more
            return
        if isinstance(outcome, Exception):
            self.outcome.set_exception(outcome)
        else:
            self.outcome.set_result(outcome)


class GroupCommit(Generic[Job, Outcome]):
    """Takes jobs from requests and has `commit` keep them, many in one transaction."""

    def __init__(
        self,
        commit: Callable[[list[Job]], Awaitable[Sequence[Outcome]]],
        *,
        size: Callable[[Job], int],
        together: int,
    ) -> None:
        self._commit = commit
        self._size = size
        self._together = together
        self._waiting: deque[_Waiting[Job, Outcome]] = deque()
        self._something = asyncio.Event()

    async def keep(self, job: Job) -> Outcome:
        """What became of the job, once it is committed."""
        waiting: _Waiting[Job, Outcome] = _Waiting(job)
        self._waiting.append(waiting)
        self._something.set()
        return await waiting.outcome

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
            if taken := self._take():
                await self._write(taken)

    def _take(self) -> list[_Waiting[Job, Outcome]]:
        taken: list[_Waiting[Job, Outcome]] = []
        room = self._together
        while self._waiting and (not taken or self._size(self._waiting[0].job) <= room):
            taken.append(self._waiting.popleft())
            room -= self._size(taken[-1].job)
        if not self._waiting:
            self._something.clear()
        return taken

    async def _write(self, taken: list[_Waiting[Job, Outcome]]) -> None:
        try:
            outcomes = await self._commit([waiting.job for waiting in taken])
            for waiting, outcome in zip(taken, outcomes, strict=True):
                waiting.settle(outcome)
        except Exception as error:
            if len(taken) > 1 and not is_outage(error):
                for waiting in taken:  # one may have spoiled it for all: each on its own
                    await self._write([waiting])
                return
            for waiting in taken:
                waiting.settle(error)
