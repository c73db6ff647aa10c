"""What days gain by events: exact sums, whatever order or company the events come in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.metrics.events.domain import Event

# Days add up in whole billionths, so that the sum is exact and no order of arrival changes it.
BILLION = 10**9


@dataclass(slots=True)
class Gain:
    """What a day gains: whole billionths of value × weight, and of weight."""

    count: int = 0
    total: int = 0
    weight: int = 0


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
    return gains


def added(gains: Gains, others: Gains) -> Gains:
    """Both together."""
    both = dict(gains)
    for key, other in others.items():
        gain = both.get(key, Gain())
        both[key] = Gain(
            gain.count + other.count, gain.total + other.total, gain.weight + other.weight
        )
    return both
