"""A transition: one thing that happened to a work item, as a delivery told it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any, Literal, get_args
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

Work = Literal[
    "ticket", "pull_request", "issue", "incident", "deployment", "release", "measurement"
]
State = Literal["open", "paused", "solved", "closed", "abandoned"]
Kind = Literal[
    "created",
    "restored",  # a deletion undone
    "opened",  # stands open: taken up again, or reopened if it was done
    "started",  # somebody works on it
    "estimated",
    "ready",  # no longer a draft
    "drafted",
    "assigned",  # to its first assignee
    "reassigned",
    "unassigned",
    "review_requested",
    "acknowledged",  # somebody of ours looks after it
    "escalated",
    "replied",  # publicly, by one of ours
    "reviewed",
    "paused",  # waits for somebody else: pending, on hold
    "solved",
    "closed",  # for good; after a solve it adds nothing
    "abandoned",  # closed without being done
    "merged",
    "succeeded",
    "failed",
    "measured",  # a number, told as it is: a rating, or what a mapping finds
    "deleted",
]


class Measure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A number that a delivery tells as it is; what is told last of one mark stands."""

    metric: str
    value: float
    weight: float = 1.0
    subject: str | None = None  # whom it is about, if it is not about the item's assignee
    mark: str = ""
    attributes: dict[str, Any] = {}


class Transition(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What happened, when, and what the delivery said of the item at that moment."""

    item: str
    work: Work
    kind: Kind
    id: str  # unique within the item, and the same however often it is told
    at: datetime
    actor: str | None = None  # one of ours: never a bot, a system or the requester
    assignee: str | UnsetType | None = UNSET  # None: nobody; unset: not told
    author: str | None = None
    created_at: datetime | None = None
    before: State | None = None
    points: float | UnsetType | None = UNSET  # None: not estimated; unset: not told
    action: str | None = None  # one action of a person may be told in several transitions
    measure: Measure | None = None
    undated: bool = False  # the tool did not say when: it happened when we were told


Telling = tuple[str, Transition, UUID]  # of which item, what, and by which delivery


def identity_of(kind: Kind, *marks: object) -> str:
    """An id made of what tells this transition from every other of its item."""
    text = "\n".join(str(mark) for mark in (kind, *marks))
    return f"{kind}:{blake2b(text.encode(), digest_size=8).hexdigest()}"


def to_json(transition: Transition) -> dict[str, Any]:
    """The transition as JSON keeps it."""
    kept: dict[str, Any] = msgspec.to_builtins(transition)
    return kept


def from_json(kept: Mapping[str, Any]) -> Transition:
    """The transition that was kept."""
    return msgspec.convert(kept, Transition)


def is_gone(life: list[Transition]) -> bool:
    """Whether an ordered life ends in a deletion that was not undone."""
    ends = [one.kind for one in life if one.kind in ("deleted", "restored")]
    return bool(ends) and ends[-1] == "deleted"


def in_order(told: Iterable[Transition]) -> list[Transition]:
    """Everything that happened, once each, in an order that no order of arrival changes."""
    # Where two tellings of one transition differ, the one that sorts first stands.
    each = {one.id: one for one in sorted(told, key=_place, reverse=True)}
    return sorted(_together(each.values()), key=_place)


# What happens in the same instant happens in the order of the kinds above.
_RANK = {kind: rank for rank, kind in enumerate(get_args(Kind))}


def _place(one: Transition) -> tuple[datetime, int, str, bytes]:
    return one.at, _RANK[one.kind], one.id, msgspec.json.encode(one)


def _together(told: Iterable[Transition]) -> list[Transition]:
    """The parts of one action moved to its beginning: tools stamp them moments apart."""
    life = list(told)
    began: dict[str | None, datetime] = {}
    for one in life:
        began[one.action] = min(one.at, began.get(one.action, one.at))
    return [
        one if one.action is None else msgspec.structs.replace(one, at=began[one.action])
        for one in life
    ]
