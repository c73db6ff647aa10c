"""The catalogue as the busy paths see it."""

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from services.metrics.catalogue.store import numbered_metrics
from services.metrics.known import Known
from shared.schemas.metrics.catalogue import Metric


class KnownMetrics(Known[tuple[int, Metric]]):
    """Metrics by key with the numbers that events carry."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        super().__init__(sessions, numbered_metrics)
