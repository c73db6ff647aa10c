"""What an event is, and when it counts."""

from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from services.metrics.aggregations.binned import Reading, bin_of
from services.metrics.events.said import Said, Uncountable
from shared.schemas.metrics.catalogue import Metric

LARGEST = 1e15
AHEAD_AT_MOST = timedelta(hours=24)
EARLIEST_YEAR = 1970

# Copied for each hash: that is quicker than to make them anew.
_marking, _likening = blake2b(digest_size=16), blake2b(digest_size=8)
_encode = msgspec.json.Encoder(order="deterministic").encode
PLAIN = frozenset({"sum", "mean", "rate"})  # nearly all of them: they ask for no more than a value
COUNTING = frozenset({"sum", "count", "distinct"})  # an event without a value is one


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
    bin: int | None = None  # of its day, where the metric's days do not simply add up


def event_of(
    said: Said, metric_id: int, metric: Metric, zone: ZoneInfo, now: datetime
) -> Event | Uncountable:
    """The event that was said, or why it cannot be counted."""
    value, plain = said.value, metric.aggregation in PLAIN
    if value is None and metric.aggregation in COUNTING:
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
        content=content_of(said, value),
        bin=None if plain else bin_of(metric, Reading(value, said.time, said.attributes)),
    )


def _objection(
    said: Said, metric: Metric, value: float | None, now: datetime
) -> Uncountable | None:
    if metric.aggregation not in PLAIN and (objection := _objection_to_aggregation(said, metric)):
        return Uncountable(*objection, said.id)
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


def _objection_to_aggregation(said: Said, metric: Metric) -> tuple[str, str] | None:
    if metric.aggregation == "ratio":
        parts = f"{metric.numerator!r} and {metric.denominator!r}"
        return "metric_is_derived", f"Post {parts}; {metric.key!r} follows."
    if metric.aggregation == "capacity":
        return "metric_is_derived", f"{metric.key!r} follows from the directory; nothing is posted."
    if metric.aggregation == "count" and (said.value not in (None, 1.0) or said.weight != 1.0):
        return "event_is_one", f"{metric.key!r} counts events: leave value and weight out."
    if metric.distinct_by is not None and (said.attributes or {}).get(metric.distinct_by) is None:
        return "attribute_missing", f"{metric.key!r} needs the attribute {metric.distinct_by!r}."
    return None


def _in_range(value: float, metric: Metric) -> bool:
    """Within the metric's own bounds, and within what adds up exactly."""
    least, most = metric.minimum, metric.maximum
    return (
        -LARGEST <= value <= LARGEST
        and (least is None or least <= value)
        and (most is None or value <= most)
    )


def identity_of(source: str, event_id: str) -> UUID:
    """The identity of an event among those of its subject."""
    return UUID(bytes=_mark(source, event_id))


def _mark(source: str, event_id: str) -> bytes:
    mark = _marking.copy()
    mark.update(f"{len(source)}:{source}{event_id}".encode())
    return mark.digest()


def content_of(said: Said, value: float) -> int:
    """What the event says, as 8 bytes: equal for a repetition, other for a contradiction."""
    instant = said.time.timestamp()
    likeness = _likening.copy()
    likeness.update(_encode((said.metric, instant, value, said.weight, said.attributes or None)))
    return int.from_bytes(likeness.digest(), signed=True)
