"""Where deliveries are left: kept with all that follows from them, in a shared transaction."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import asyncpg
import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from services.metrics.catalogue.known import KnownMetrics
from services.metrics.group_commit import GroupCommit, driver_of
from services.metrics.numbering import Names
from services.metrics.webhooks.domain import Delivered
from services.metrics.webhooks.store import keep_deliveries
from services.metrics.work_items.store import Refolding, keep_transitions, refold
from shared.clock import now
from shared.db import is_outage
from shared.schemas.metrics.webhooks import DeliveryReceipt

log = structlog.get_logger()

TOGETHER = 200  # deliveries in one transaction


@dataclass(frozen=True)
class Means:
    """What keeping deliveries needs of the process."""

    engine: AsyncEngine
    names: Names
    catalogue: KnownMetrics
    zone: ZoneInfo


class Inbox:
    """Keeps deliveries, and brings the facts of their work items in step."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._group: GroupCommit[Delivered, DeliveryReceipt] = GroupCommit(
            self._commit, size=lambda _: 1, together=TOGETHER
        )

    async def keep(self, delivered: Delivered) -> DeliveryReceipt:
        """What became of a delivery, once it is committed."""
        return await self._group.keep(delivered)

    async def again(self, delivered: Delivered) -> None:
        """Take a kept delivery's transitions once more, as they are understood now."""
        how = await self._how()
        async with driver_of(self._means.engine) as connection, connection.transaction():
            await _follow(connection, [delivered], how, correcting=True)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Writers at work while the service lives."""
        async with self._group.working():
            yield

    async def _how(self) -> Refolding:
        catalogue = await self._means.catalogue.covering(set())
        return Refolding(catalogue, self._means.names, self._means.zone, now())

    async def _commit(self, deliveries: list[Delivered]) -> list[DeliveryReceipt]:
        how = await self._how()
        try:
            async with driver_of(self._means.engine) as connection, connection.transaction():
                fresh = await keep_deliveries(connection, deliveries)
                await _follow(connection, [one for one in deliveries if one.id in fresh], how)
        except Exception as error:
            if len(deliveries) > 1 or is_outage(error):
                raise
            log.error("delivery not understood", delivery=str(deliveries[0].id), exc_info=error)
            return [await self._set_aside(deliveries[0])]
        return [_receipt(one, known=one.id not in fresh) for one in deliveries]

    async def _set_aside(self, delivered: Delivered) -> DeliveryReceipt:
        """Keep a delivery that we failed at: the fault is ours, the tool need not send it again."""
        async with driver_of(self._means.engine) as connection, connection.transaction():
            await keep_deliveries(connection, [delivered], status="failed")
        detail = "Kept, but not understood; it can be replayed once that is mended."
        return DeliveryReceipt(id=str(delivered.id), status="failed", detail=detail)


async def _follow(
    connection: asyncpg.Connection,
    deliveries: Sequence[Delivered],
    how: Refolding,
    *,
    correcting: bool = False,
) -> None:
    told = [pair for delivered in deliveries for pair in delivered.told]
    await keep_transitions(connection, told, correcting=correcting)
    origins = {item: one.origin for one in deliveries for item in one.items}
    if origins:
        await refold(connection, origins, how)


def _receipt(delivered: Delivered, *, known: bool) -> DeliveryReceipt:
    if known:
        detail = "It came before, and nothing was counted twice."
        return DeliveryReceipt(id=str(delivered.id), status="duplicate", detail=detail)
    return delivered.receipt
