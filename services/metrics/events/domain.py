"""What an event is, when it counts, and what its day gains by it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from services.metrics.events.said import Said, Uncountable
from shared.schemas.metrics.catalogue import Metric

LARGEST = 1e15
AHEAD_AT_MOST = timedelta(hours=24)
EARLIEST_YEAR = 1970
# Days add up in whole billionths, so that the sum is exact and no order of arrival changes it.
BILLION = 10**9


class Event(msgspec.Struct, frozen=True, gc=False):
    """A thing that happened, ready to be kept."""

    id: str
    source: str
    metric_id: int
    subject: str
    time: datetime
    day: date
    value: float
    weight: float
    attributes: dict[str, Any] | None
    mark: bytes  # 16 of them, for its source and id: its identity among its subject's events
    content: int


@dataclass(slots=True)
class Gain:
    """What a day gains: whole billionths of value × weight, and of weight."""

    count: int = 0
    total: int = 0
    weight: int = 0


def event_of(
    said: Said, metric_id: int, metric: Metric, zone: ZoneInfo, now: datetime
) -> Event | Uncountable:
    """The event that was said, or why it cannot be counted."""
    value = said.value
    if value is None and metric.aggregation == "sum":
        value = 1.0
    objection = _objection(said, metric, value, now)
    if objection is not None:
        return objection
    assert value is not None
    return Event(
        id=said.id,
        source=said.source,
        metric_id=metric_id,
        subject=said.subject,
        time=said.time,
        day=said.time.astimezone(zone).date(),
        value=value,
        weight=said.weight,
        attributes=said.attributes or None,
        mark=_mark(said.source, said.id),
        content=_content(said, value),
    )


def _objection(
    said: Said, metric: Metric, value: float | None, now: datetime
) -> Uncountable | None:
    if metric.aggregation == "ratio":
        parts = f"{metric.numerator!r} and {metric.denominator!r}"
        return Uncountable("metric_is_derived", f"Post {parts}; {metric.key!r} follows.", said.id)
    if value is None:
        return Uncountable("value_missing", f"{metric.key!r} needs a value.", said.id)
    if not _in_range(value, metric):
        allowed = f"{metric.minimum} to {metric.maximum}"
        return Uncountable("value_out_of_range", f"{metric.key!r} allows {allowed}.", said.id)
    if said.weight > LARGEST:
        return Uncountable("weight_out_of_range", "The weight is too large.", said.id)
    if said.time > now + AHEAD_AT_MOST:
        return Uncountable("time_in_future", "More than 24 hours ahead of our clock.", said.id)
    if said.time.year < EARLIEST_YEAR:
        return Uncountable("time_too_early", f"Before {EARLIEST_YEAR}.", said.id)
    return None


def _in_range(value: float, metric: Metric) -> bool:
    """Within the metric's own bounds, and within what adds up exactly."""
    least = -LARGEST if metric.minimum is None else max(metric.minimum, -LARGEST)
    most = LARGEST if metric.maximum is None else min(metric.maximum, LARGEST)
    return least <= value <= most


def identity_of(source: str, event_id: str) -> UUID:
    """The identity of an event among those of its subject."""
    return UUID(bytes=_mark(source, event_id))


def _mark(source: str, event_id: str) -> bytes:
    return blake2b(f"{len(source)}:{source}{event_id}".encode(), digest_size=16).digest()


def _content(said: Said, value: float) -> int:
    """What the event says, as 8 bytes: equal for a repetition, other for a contradiction."""
    instant = said.time.timestamp()
    words = (said.metric, instant, value, said.weight, said.attributes or None)
    text = msgspec.json.encode(words, order="deterministic")
    return int.from_bytes(blake2b(text, digest_size=8).digest(), signed=True)


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
