"""The least, the greatest and the latest of a group is what one event of one person says."""

from collections.abc import Sequence

from services.metrics.privacy.reader import ReaderOf
from shared.errors import Forbidden
from shared.schemas.metrics.catalogue import Metric

ONE_EVENT = frozenset({"min", "max", "latest"})


class ValueOfOne(Forbidden):
    """A group's least, greatest or latest value is told only to those who may see its events."""

    def __init__(self, metric: str, subject: str) -> None:
        super().__init__(
            f"{metric!r} of {subject!r} would be what a single event of one person says: people see"
            " their own, leads those of their teams. Ask for a percentile, or a mean."
        )


async def require_own_events(
    metrics: Sequence[Metric], subjects: Sequence[str], reader: ReaderOf
) -> None:
    """Raise ValueOfOne if single events would show that the caller may not see."""
    showing = [metric.key for metric in metrics if metric.aggregation in ONE_EVENT]
    if not showing:
        return
    seen = await reader.answering_for(*subjects)
    for subject in subjects:
        if subject not in seen:
            raise ValueOfOne(showing[0], subject)
