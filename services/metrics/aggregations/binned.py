"""Which aggregations keep bins, which bin an event falls into, and what bins come to."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from services.metrics.aggregations import distinct, extremes, latest, sketch
from services.metrics.aggregations.bins import Bins
from shared.schemas.metrics.catalogue import Aggregation, Metric


class Reading(NamedTuple):
    """What of an event chooses its bin."""

    value: float
    time: datetime
    attributes: Mapping[str, Any] | None

    def of(self, attribute: str | None) -> Any:
        """What an attribute says; None where it says nothing."""
        return (self.attributes or {}).get(attribute or "")


PLACES: Mapping[Aggregation, Callable[[Metric, Reading], int]] = {
    "min": lambda _, read: extremes.bin_of(read.value),
    "max": lambda _, read: extremes.bin_of(read.value),
    "latest": lambda _, read: latest.bin_of(read.time),
    "distinct": lambda metric, read: distinct.bin_of(read.of(metric.distinct_by)),
    "percentile": lambda _, read: sketch.bin_of(read.value),
}
VALUES: Mapping[Aggregation, Callable[[Metric, Bins], float]] = {
    "min": lambda _, bins: extremes.least(bins),
    "max": lambda _, bins: extremes.greatest(bins),
    "latest": lambda _, bins: latest.latest(bins),
    "distinct": lambda _, bins: distinct.distinct(bins),
    "percentile": lambda metric, bins: sketch.percentile(bins, metric.percentile or 50.0),
}


def bin_of(metric: Metric, reading: Reading) -> int | None:
    """The bin of its day that an event falls into; None where days simply add up."""
    place = PLACES.get(metric.aggregation)
    return None if place is None else place(metric, reading)


def value_of(metric: Metric, bins: Bins) -> float | None:
    """What bins come to; None where there is nothing in them."""
    return VALUES[metric.aggregation](metric, bins) if bins else None
