"""A query understood: whose days of which metrics are wanted, in which windows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.metrics.aggregations.binned import VALUES
from services.metrics.catalogue.domain import Catalogue, MetricUnknown
from services.metrics.series.domain import Span
from services.metrics.series.known_then import Then
from shared.schemas.metrics.catalogue import Metric
from shared.schemas.metrics.series import Fill
from shared.schemas.words import Window


@dataclass(frozen=True)
class Wanted:
    """Each subject's metrics over spans of the organization's days."""

    subjects: Sequence[str]
    metrics: Sequence[Metric]
    catalogue: Catalogue
    spans: Sequence[Span]
    window: Window
    fill: Fill
    time_zone: str
    today: date
    then: Then | None

    @property
    def days(self) -> Span:
        """The first day and the last."""
        return self.spans[0][0], self.spans[-1][1]

    @property
    def numbers(self) -> list[int]:
        """The numbers of all metrics to be read, each once, in order."""
        return sorted({number for metric in self.metrics for number in self.numbers_of(metric)})

    @property
    def binned(self) -> dict[int, Metric]:
        """The metrics whose days do not simply add up, by number."""
        kept = (metric for metric in self.metrics if metric.aggregation in VALUES)
        return {self.catalogue[metric.key][0]: metric for metric in kept}

    @property
    def unfinished(self) -> int:
        """How many of the spans, the last ones, are not over."""
        return sum(last >= self.today for _, last in self.spans)

    @property
    def capacities(self) -> dict[int, str]:
        """What is computed of the directory, by number."""
        parts = {part for metric in self.metrics for part in parts_of(metric)}
        known = {part: self.catalogue[part] for part in parts}
        return {n: key for key, (n, metric) in known.items() if metric.aggregation == "capacity"}

    def numbers_of(self, metric: Metric) -> list[int]:
        """The number of a metric, or those of both parts of a ratio."""
        return [self.catalogue[part][0] for part in parts_of(metric)]

    def each_once(self) -> "Wanted":
        """The same without repetitions."""
        metrics = {metric.key: metric for metric in self.metrics}
        return replace(
            self, subjects=list(dict.fromkeys(self.subjects)), metrics=list(metrics.values())
        )

    def between(self, start: int, size: int) -> "Wanted":
        """The same of so many of the subjects."""
        return replace(self, subjects=self.subjects[start : start + size])


def parts_of(metric: Metric) -> list[str]:
    """A metric itself, or both parts of a ratio."""
    if metric.aggregation != "ratio":
        return [metric.key]
    assert metric.numerator is not None
    assert metric.denominator is not None
    return [metric.numerator, metric.denominator]


def metrics_of(keys: Sequence[str], catalogue: Catalogue) -> list[Metric]:
    """The metrics of keys; MetricUnknown."""
    for key in keys:
        if key not in catalogue:
            raise MetricUnknown(key)
    return [catalogue[key][1] for key in keys]
