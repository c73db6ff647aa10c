"""Settling what has become due: every process may do it, and no two do the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from services.metrics.group_commit import driver_of
from services.metrics.work_items.keeping import Origin
from services.metrics.work_items.means import Means
from services.metrics.work_items.store import hold, refold
from shared.clock import now
from shared.db import is_outage

log = structlog.get_logger()

TOGETHER = 200  # items in one transaction
AT_MOST = 10_000  # items in one round

DUE = "select item from metrics.work_item where due <= $1 order by due limit $2"
# Whoever tells more of an item just now folds its life anyway; so does another process.
HOLD_DUE = """
    select item, key, tool, team
      from metrics.work_item join metrics.connector on connector.key = work_item.connector
     where item = any($1) and due <= $2 order by item for update of work_item skip locked
"""


@dataclass(frozen=True)
class Settling:
    """Folds again the lives that have been quiet for long enough."""

    means: Means

    async def __call__(self) -> None:
        """Settle what is due by now."""
        await self.settle(now())

    async def settle(self, at: datetime) -> None:
        """Settle what is due at a moment."""
        async with driver_of(self.means.engine) as connection:
            items = [item for (item,) in await connection.fetch(DUE, at, AT_MOST)]
        for start in range(0, len(items), TOGETHER):
            await self._settle(items[start : start + TOGETHER], at)

    async def _settle(self, items: Sequence[str], at: datetime) -> None:
        try:
            await self._settle_together(items, at)
        except Exception as error:
            if is_outage(error):
                raise
            if len(items) == 1:
                log.error("item not settled", item=items[0], exc_info=error)
                return
            for item in items:  # one may have spoiled it for all: each on its own
                await self._settle([item], at)

    async def _settle_together(self, items: Sequence[str], at: datetime) -> None:
        how = await self.means.refolding(at)
        async with driver_of(self.means.engine) as connection, connection.transaction():
            found = await connection.fetch(HOLD_DUE, items, at)
            origins = {item: Origin(key, tool, team) for item, key, tool, team in found}
            if origins:
                held = await hold(connection, origins)
                await refold(connection, held, origins, how)
