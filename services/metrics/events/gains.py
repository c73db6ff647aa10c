"""What days gain by events: exact sums, whatever order or company the events come in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from services.metrics.events.domain import Event

# Days add up in whole billionths, so that the sum is exact and no order of arrival changes it.
BILLION = 10**9


@dataclass(slots=True)
class Gain:
    """What a day gains: whole billionths of value × weight, and of weight.

    Its bins, where it has any: how many events fall into each, and billionths of their values.
    """

    count: int = 0
    total: int = 0
    weight: int = 0
    bins: dict[int, tuple[int, int]] = field(default_factory=dict)

    def __add__(self, other: "Gain") -> "Gain":
        both = Gain(
            self.count + other.count,
            self.total + other.total,
            self.weight + other.weight,
            dict(self.bins),
        )
        for number, (count, total) in other.bins.items():
            both.take(number, count, total)
        return both

    def take(self, number: int, count: int, total: int) -> None:
        """Have events fall into a bin, or leave it."""
        known, sum_so_far = self.bins.get(number, (0, 0))
        self.bins[number] = known + count, sum_so_far + total


def billionths(number: float) -> int:
    """A number in whole billionths; the same number always gives the same."""
    return round(number * BILLION)


Gains = dict[tuple[int, int, date], Gain]


def gains_of(events: Iterable[tuple[int, Event]]) -> Gains:
    """What days gain by events, each with its subject's number: by (subject, metric, day)."""
    gains: defaultdict[tuple[int, int, date], Gain] = defaultdict(Gain)
    for subject, event in events:
        gain = gains[subject, event.metric_id, event.day]
        gain.count += 1
        gain.total += billionths(event.value * event.weight)
        gain.weight += billionths(event.weight)
        if event.bin is not None:
            gain.take(event.bin, 1, billionths(event.value))
    return gains


def gain_of(value: float, weight: float, number: int | None, times: int) -> Gain:
    """What a day gains by one event, or with `times` -1, loses."""
    gain = Gain(times, times * billionths(value * weight), times * billionths(weight))
    if number is not None:
        gain.take(number, times, times * billionths(value))
    return gain


def added(gains: Gains, others: Gains) -> Gains:
    """Both together."""
    both = dict(gains)
    for key, other in others.items():
        both[key] = both[key] + other if key in both else other
    return both
