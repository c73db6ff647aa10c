"""An event as it stands, what a correction makes of it, and what its days gain and lose."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.metrics.aggregations.binned import Reading, bin_of
from services.metrics.events.domain import Event
from services.metrics.events.gains import Gains, added, gain_of
from services.metrics.events.said import DELIVERED, RATED
from services.metrics.records.refusals import (
    DetailDropped,
    EventIsVoid,
    FollowsFromDeliveries,
    FollowsFromFeedback,
)
from shared.schemas.metrics.catalogue import Metric
from shared.schemas.metrics.records import EventCorrection, Kind


@dataclass(frozen=True, slots=True)
class Standing:
    """An event as it stands."""

    subject_id: int
    identity: UUID
    subject: str
    source: str
    id: str | None
    metric_id: int
    metric: str
    time: datetime
    received_at: datetime
    value: float | None
    weight: float
    attributes: dict[str, Any]
    void: bool
    version: int
    bin: int | None = None  # of its day, where the metric's days do not simply add up


def binned(standing: Standing, metric: Metric) -> Standing:
    """The event with the bin of its day that it fell into, as long as it is known what it said."""
    if standing.value is None:
        return standing
    read = Reading(standing.value, standing.time, standing.attributes)
    return replace(standing, bin=bin_of(metric, read))


def require_ours_to_mend(source: str) -> None:
    """Raise FollowsFromDeliveries or FollowsFromFeedback for what is only derived."""
    if source.startswith(DELIVERED):
        raise FollowsFromDeliveries(source)
    if source.startswith(RATED):
        raise FollowsFromFeedback


def require_kept(standing: Standing) -> None:
    """Raise DetailDropped if it is no more known what the event said."""
    if standing.value is None:
        raise DetailDropped(standing.metric)


def corrected(standing: Standing, said: EventCorrection) -> dict[str, Any]:
    """The native event that would have been posted, had it been right at first.

    DetailDropped, EventIsVoid.
    """
    require_kept(standing)
    if standing.void and said.void is None:
        raise EventIsVoid
    stood = {
        "id": standing.id,
        "source": standing.source,
        "metric": standing.metric,
        "subject": standing.subject,
        "time": standing.time,
        "value": standing.value,
        "weight": standing.weight,
        "attributes": standing.attributes,
    }
    return stood | said.model_dump(exclude_unset=True, exclude={"reason", "void"})


def restated(standing: Standing, event: Event, metric: str) -> Standing:
    """What was kept, saying what the event says, and counting."""
    return replace(
        standing,
        metric_id=event.metric_id,
        metric=metric,
        time=event.time,
        value=event.value,
        weight=event.weight,
        attributes=event.attributes or {},
        void=False,
        bin=event.bin,
    )


def kind_of(before: Standing, after: Standing) -> Kind:
    """What is done to an event that becomes another."""
    if after.void:
        return "voided"
    return "restored" if before.void else "corrected"


def difference(before: Standing, after: Standing, zone: ZoneInfo) -> Gains:
    """What days lose by what the event said, and gain by what it says from now on."""
    return added(_gains(before, zone, -1), _gains(after, zone, 1))


def _gains(standing: Standing, zone: ZoneInfo, times: int) -> Gains:
    if standing.void or standing.value is None:
        return {}
    day = standing.time.astimezone(zone).date()
    gain = gain_of(standing.value, standing.weight, standing.bin, times)
    return {(standing.subject_id, standing.metric_id, day): gain}
