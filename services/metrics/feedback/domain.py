"""What makes a rating sound, and what it counts for."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from typing import Any
from uuid import UUID

from services.metrics.feedback.kinds import KINDS, NAMED
from shared.errors import Conflict, Forbidden, Invalid, NotFound
from shared.schemas.metrics.feedback import RatingIn
from shared.schemas.problems import Fault


class RatingUnsound(Invalid):
    """A rating that lacks what its kind names, or names what it does not."""


class RatingStands(Conflict):
    """The same person rated the same already, and otherwise."""

    def __init__(self) -> None:
        super().__init__("You rated this already, and otherwise; withdraw that first.")


class RatingUnknown(NotFound):
    """There is no such rating of yours."""

    def __init__(self, rating: UUID) -> None:
        super().__init__(f"You gave no rating {rating}; GET /v1/feedback/given lists yours.")


class NotYoursToRate(Forbidden):
    """The caller has no tie to the subject by which this may be rated."""

    def __init__(self, kind: str) -> None:
        by = ", ".join(KINDS[kind].by) or "nobody but a system with an API key"
        super().__init__(f"{kind!r} is rated by: {by}; you are none of them to the subject today.")


@dataclass(frozen=True)
class Rating:
    """A rating, ready to be kept. Who gave it is a keyed hash."""

    id: UUID
    kind: str
    subject: str
    time: datetime
    day: date
    answer: float
    value: float
    comment: str | None = field(repr=False)
    rater: bytes = field(repr=False)
    author: bytes = field(repr=False)
    named: dict[str, Any]
    key: str | None = None  # the source and id of a system's answer

    @property
    def identity(self) -> bytes:
        """The same for the same rater's word on the same, in the same round or on the same day."""
        what = [self.named.get(name) for name in ("framework", "competency", "about", "round")]
        when = None if self.named.get("round") else self.day
        words = self.key or f"{self.kind}\n{self.subject}\n{what}\n{when}\n{self.rater.hex()}"
        return identity_of(words)

    def says_the_same_as(self, other: "Rating") -> bool:
        """Whether nothing is said that the other does not say."""
        mine, theirs = (
            (one.kind, one.subject, one.answer, one.comment, one.day) for one in (self, other)
        )
        return mine == theirs


def identity_of(words: str) -> bytes:
    """What a rating is known by."""
    return blake2b(words.encode(), digest_size=16).digest()


def require_sound(said: RatingIn, *, pushed: bool) -> None:
    """Raise RatingUnsound, naming every field that is wrong."""
    if faults := list(_faults(said, pushed=pushed)):
        raise RatingUnsound("Mend " + ", ".join(fault.pointer for fault in faults), faults)


def tie_of(said: RatingIn, ties: Collection[str]) -> str:
    """As whom somebody rates; NotYoursToRate. Of several ties the closest stands for all."""
    allowed = [tie for tie in KINDS[said.kind].by if tie in ties]
    if said.group is not None:
        allowed = [tie for tie in allowed if tie == said.group]
    if not allowed:
        raise NotYoursToRate(said.kind)
    return allowed[0]


def _faults(said: RatingIn, *, pushed: bool) -> Iterator[Fault]:
    kind = KINDS[said.kind]
    if not kind.lowest <= said.value <= kind.highest:
        detail = f"{said.kind!r} is answered from {kind.lowest} to {kind.highest}."
        yield Fault(pointer="/value", code="answer_out_of_range", detail=detail)
    if kind.of_people and not said.subject.startswith("person:"):
        detail = f"{said.kind!r} is about a person."
        yield Fault(pointer="/subject", code="not_a_person", detail=detail)
    for name in NAMED:
        if name in kind.needs and getattr(said, name) is None:
            yield Fault(pointer=f"/{name}", code="missing", detail=f"{said.kind!r} names it.")
        if name not in (*kind.needs, *kind.may) and getattr(said, name) is not None:
            detail = f"{said.kind!r} names none; leave it out."
            yield Fault(pointer=f"/{name}", code="needless", detail=detail)
    for name in ("source", "id", "rater"):
        if pushed != (getattr(said, name) is not None):
            detail = "Name it." if pushed else "Only a system with an API key names it."
            yield Fault(pointer=f"/{name}", code="missing" if pushed else "needless", detail=detail)
    if pushed and said.kind == "review_360" and said.group is None:
        yield Fault(pointer="/group", code="missing", detail="Say as whom they review.")
