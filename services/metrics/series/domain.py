"""From days to windows: what a point says, and where a window begins and ends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from services.metrics.aggregations.binned import VALUES, value_of
from services.metrics.aggregations.bins import Bins
from shared.schemas.metrics.catalogue import Metric
from shared.schemas.words import Window


@dataclass(frozen=True, slots=True)
class Sum:
    """What events add up to: how many, Σ value × weight, Σ weight."""

    count: int = 0
    total: float = 0.0
    weight: float = 0.0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.count + other.count, self.total + other.total, self.weight + other.weight)

    def tidy(self) -> "Sum":
        """In whole billionths, as days are kept."""
        return Sum(self.count, round(self.total, 9), round(self.weight, 9))


NOTHING = Sum()
Days = Mapping[date, Sum]
Span = tuple[date, date]


def windows(first: date, last: date, window: Window) -> Iterator[Span]:
    """The windows that cover first to last, each by its own first and last day."""
    start = beginning(first, window)
    while start <= last:
        following = _after(start, window)
        yield start, following - timedelta(days=1)
        start = following


def beginning(day: date, window: Window) -> date:
    """The first day of the window a day is in; weeks are ISO weeks and begin on Monday."""
    if window == "day":
        return day
    if window == "week":
        return day - timedelta(days=day.weekday())
    month = day.month if window == "month" else (day.month - 1) // 3 * 3 + 1
    return day.replace(month=month, day=1)


def _after(start: date, window: Window) -> date:
    if window in ("day", "week"):
        return start + timedelta(days=1 if window == "day" else 7)
    return beginning(start + timedelta(days=31 if window == "month" else 93), window)


class Point(msgspec.Struct, frozen=True, gc=False):
    """One window of a series, as `shared.schemas.metrics.series.Point` says it."""

    start: date
    end: date
    value: float | None
    count: int
    numerator: float | None
    denominator: float | None
    partial: bool


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What a series is made of: days; the denominator's days; and bins, by window."""

    days: Days
    below: Days
    bins: Mapping[date, Bins]


def points(
    metric: Metric, made_of: MadeOf, spans: Sequence[Span], window: Window, today: date
) -> list[Point]:
    """The points of a metric."""
    above, under = _folded(made_of.days, window), _folded(made_of.below, window)
    parts = (
        (above.get(start, NOTHING), under.get(start, NOTHING), made_of.bins.get(start, {}))
        for start, _ in spans
    )
    return [
        Point(start, end, *_measured(metric, *part), end >= today)
        for (start, end), part in zip(spans, parts, strict=True)
    ]


def _folded(days: Days, window: Window) -> Days:
    if window == "day":
        return days
    folded: dict[date, Sum] = {}
    for day in sorted(days):
        start = beginning(day, window)
        folded[start] = folded.get(start, NOTHING) + days[day]
    return {start: added.tidy() for start, added in folded.items()}


def _measured(
    metric: Metric, above: Sum, below: Sum, bins: Bins
) -> tuple[float | None, int, float | None, float | None]:
    """Value, count, numerator and denominator; only a sum of nothing is a number, zero."""
    if metric.adds_up:
        return above.total, above.count, None, None
    if metric.aggregation in VALUES:
        return value_of(metric, bins), above.count, None, None
    under = below.total if metric.aggregation == "ratio" else above.weight
    return above.total / under if under else None, above.count, above.total, under
