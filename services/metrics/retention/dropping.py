"""The detail of events is dropped once their metric keeps it no more; identities and days stay."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from services.metrics.catalogue.known import KnownMetrics
from services.metrics.feedback.kinds import KINDS
from services.metrics.retention import store
from services.metrics.retention.domain import first_kept, next_step
from shared.clock import now
from shared.db import is_outage

log = structlog.get_logger()

AT_ONCE = 10_000  # events in one transaction: well within the time that a statement may take


@dataclass(frozen=True)
class Dropping:
    """Drops day by day, so many in a transaction; every process may do it, one does."""

    sessions: async_sessionmaker[AsyncSession]
    catalogue: KnownMetrics
    zone: ZoneInfo
    at_once: int = AT_ONCE

    async def __call__(self) -> None:
        """Drop what is kept no more by now."""
        await self.drop(now())

    async def drop(self, at: datetime) -> None:
        """Drop what is kept no more at a moment; what fails of one metric stops no other."""
        for number, metric in (await self.catalogue.covering(set())).values():
            if metric.keep_days is None:
                continue
            try:
                kept = first_kept(at, metric.keep_days, self.zone)
                await self._drop(number, kept, at)
                await self._drop_words(metric.key, kept)
            except Exception as error:
                if is_outage(error):
                    raise
                log.error("detail not dropped", metric=metric.key, exc_info=error)

    async def _drop(self, metric: int, kept: date, at: datetime) -> None:
        async with self.sessions.begin() as session:
            await store.begin_dropping(session, metric, kept, at)
        more = True
        while more:
            more = await self._take_step(metric, kept, at)

    async def _take_step(self, metric: int, kept: date, at: datetime) -> bool:
        async with self.sessions.begin() as session:
            done = await store.hold_progress(session, metric)
            if done is None:
                return False
            step = next_step(done, kept, at, self.zone)
            if not await store.drop_detail(session, metric, step, self.at_once):
                return True
            await store.note_progress(session, metric, step.then)
            return not step.is_last

    async def _drop_words(self, metric: str, kept: date) -> None:
        kinds = [name for name, kind in KINDS.items() if kind.metric == metric]
        done = not kinds
        while not done:
            async with self.sessions.begin() as session:
                done = await store.drop_words(session, kinds, kept, self.at_once)
