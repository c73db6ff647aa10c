"""What following work items needs of the process."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncEngine

from services.metrics.catalogue.known import KnownMetrics
from services.metrics.numbering import Names
from services.metrics.work_items.standing import Refolding


@dataclass(frozen=True)
class Means:
    """The database, the catalogue, names' numbers, the zone, and how long quiet has to last."""

    engine: AsyncEngine
    names: Names
    catalogue: KnownMetrics
    zone: ZoneInfo
    quiet: timedelta

    async def refolding(self, at: datetime) -> Refolding:
        """How lives are folded at a moment."""
        known = await self.catalogue.covering(set())
        return Refolding(known, self.names, self.zone, at, self.quiet)
