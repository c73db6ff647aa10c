"""From days to one number: what a metric stands at, over the days that end on a day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from shared.schemas.goals.key_results import Basis
from shared.schemas.metrics.catalogue import Metric
from shared.schemas.metrics.series import Point

Days = Mapping[str, Sequence[Point]]


class Tally(NamedTuple):
    """What a day adds: above and below the line, and how many events."""

    above: float = 0.0
    below: float = 0.0
    events: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(self.above + other.above, self.below + other.below, self.events + other.events)

    def minus(self, other: "Tally") -> "Tally":
        """This without the other."""
        return Tally(self.above - other.above, self.below - other.below, self.events - other.events)

    @property
    def value(self) -> float | None:
        """The number; None where nothing was measured."""
        return self.above / self.below if self.events and self.below else None


def tally_of(point: Point, basis: Basis) -> Tally:
    """A day's part: pooled where it has a denominator, else added up on the basis.

    A day that is not over has less than its share, so a mean per day or week waits for its end.
    """
    if point.denominator is not None:
        return Tally(point.numerator or 0.0, point.denominator, point.count)
    value = point.value or 0.0
    if basis == "period":
        return Tally(value, 1.0, point.count)
    if point.partial or (basis == "active_day" and not point.count):
        return Tally()
    return Tally(value if basis == "active_day" else 7 * value, 1.0, point.count)


def as_levels(points: Sequence[Point]) -> list[Point]:
    """Days of what is neither added up nor pooled, such as the latest: to be averaged."""
    return [
        point
        if point.denominator is not None
        else point.model_copy(
            update={"numerator": point.value, "denominator": float(point.value is not None)}
        )
        for point in points
    ]


def readable(days: Mapping[str, Sequence[Point]], found: Mapping[str, Metric]) -> Days:
    """The days of each metric as they are to be pooled: what does not add up is averaged."""
    return {
        key: points if key not in found or found[key].adds_up else as_levels(points)
        for key, points in days.items()
    }


def current(points: Sequence[Point], basis: Basis) -> float | None:
    """What all the days together say; None where nothing was measured."""
    tally = Tally()
    for point in points:
        tally = tally.plus(tally_of(point, basis))
    if basis == "period" and points and points[0].denominator is None:
        return tally.above if tally.events else None
    return tally.value


def rolling(
    points: Sequence[Point], basis: Basis, days: int
) -> Iterator[tuple[date, float | None]]:
    """For each day that has `days` days up to it: the value over those."""
    tallies = (tally_of(point, basis) for point in points)
    sums = list(accumulate(tallies, Tally.plus, initial=Tally()))
    for end in range(days, len(points) + 1):
        yield points[end - 1].start, sums[end].minus(sums[end - days]).value


def between(points: Sequence[Point], first: date, last: date) -> list[Point]:
    """The days from first to last, both inclusive."""
    return [point for point in points if first <= point.start <= last]
