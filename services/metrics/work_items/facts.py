"""A fact: what a work item's life says about one metric."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from services.metrics.work_items.transitions import Transition

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Fact:
    """A number with its metric, its time and whose it is; `name` is unique within the item."""

    name: str
    metric: str
    account: str | None
    time: datetime
    value: float
    attributes: Mapping[str, Any] = field(default_factory=dict)
    weight: float = 1.0
    subject: str | None = None  # whose it is, where that is no account of the tool
    settles: bool = False  # holds only once its time is a quiet period ago


def counted(
    metric: str, account: str | None, at: Transition, value: float = 1.0, mark: str = ""
) -> Fact:
    """A fact at the time of a transition; `mark` tells facts of one metric apart."""
    name = f"{metric}:{mark}" if mark else metric
    return Fact(name, metric, account, at.at, value, origin_of(at))


def origin_of(at: Transition) -> dict[str, Any]:
    """Where a fact comes from; what was dated by its arrival says so."""
    return {"item": at.item} | ({"dated_by": "arrival"} if at.undated else {})


def lasted(
    metric: str, account: str | None, at: Transition, took: timedelta | None
) -> tuple[Fact, ...]:
    """A duration in minutes, if it is known; what took no time at all says nothing."""
    if took is None or took <= timedelta(0):
        return ()
    return (counted(metric, account, at, took / MINUTE),)


def since(start: datetime | None, end: datetime) -> timedelta | None:
    """From start to end, where the start is known."""
    return None if start is None else end - start


def creation_of(life: list[Transition]) -> datetime | None:
    """When the item was created: seen, or mentioned by any later delivery."""
    said = (one.at if one.kind == "created" else one.created_at for one in life)
    return min((at for at in said if at is not None), default=None)
