"""Where deliveries are left: kept with all that follows from them, in a shared transaction."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import asyncpg
import structlog
from prometheus_client import Counter

from services.metrics.group_commit import GroupCommit, driver_of
from services.metrics.webhooks.connectors.shape import Ignored
from services.metrics.webhooks.domain import Delivered
from services.metrics.webhooks.store import keep_deliveries, keep_outcomes
from services.metrics.work_items.means import Means
from services.metrics.work_items.standing import Refolding
from services.metrics.work_items.store import hold, refold
from services.metrics.work_items.telling import tell, tell_again
from shared.db import is_outage
from shared.schemas.metrics.webhooks import DeliveryReceipt

log = structlog.get_logger()

TOGETHER = 200  # deliveries in one transaction

DELIVERIES = Counter(
    "counterpoise_deliveries", "Webhooks taken, by what became of them.", ("tool", "status")
)


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

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Writers at work while the service lives."""
        async with self._group.working():
            yield

    async def _commit(self, deliveries: list[Delivered]) -> list[DeliveryReceipt]:
        how = await self._means.refolding(max(one.at for one in deliveries))
        try:
            async with driver_of(self._means.engine) as connection, connection.transaction():
                fresh = await keep_deliveries(
                    connection, [one for one in deliveries if not one.again]
                )
                fresh |= {one.id for one in deliveries if one.again}
                await _follow(connection, [one for one in deliveries if one.id in fresh], how)
        except Exception as error:
            if len(deliveries) > 1 or deliveries[0].again or is_outage(error):
                raise
            log.error("delivery not understood", delivery=str(deliveries[0].id), exc_info=error)
            return [await self._set_aside(deliveries[0])]
        return [_told(one, _receipt(one, known=one.id not in fresh)) for one in deliveries]

    async def _set_aside(self, delivered: Delivered) -> DeliveryReceipt:
        """Keep a delivery that we failed at: the fault is ours, the tool need not send it again."""
        async with driver_of(self._means.engine) as connection, connection.transaction():
            await keep_deliveries(connection, [delivered], status="failed")
        receipt = DeliveryReceipt(id=str(delivered.id), status="failed", detail=Ignored.FAILED)
        return _told(delivered, receipt)


async def _follow(
    connection: asyncpg.Connection, deliveries: Sequence[Delivered], how: Refolding
) -> None:
    again = [one for one in deliveries if one.again]
    spoken_of = await keep_outcomes(connection, again)
    origins = {item: one.origin for one in deliveries for item in one.items}
    origins |= {item: one.origin for one in again for item in spoken_of[one.id]}
    if not origins:
        return
    held = await hold(connection, origins)
    await tell(connection, [telling for one in deliveries if not one.again for telling in one.told])
    if again:
        told = [telling for one in again for telling in one.told]
        await tell_again(connection, told, [one.id for one in again], sorted(origins))
    await refold(connection, held, origins, how)


def _told(delivered: Delivered, receipt: DeliveryReceipt) -> DeliveryReceipt:
    DELIVERIES.labels(delivered.origin.tool, receipt.status).inc()
    return receipt


def _receipt(delivered: Delivered, *, known: bool) -> DeliveryReceipt:
    if known:
        detail = "It came before, and nothing was counted twice."
        return DeliveryReceipt(id=str(delivered.id), status="duplicate", detail=detail)
    return delivered.receipt
