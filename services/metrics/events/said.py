"""What senders say: an event as it came, readable or not, not yet judged."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from shared.schemas.words import PUSHED

_pushed = re.compile(PUSHED).fullmatch
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Printable = Annotated[Name, Meta(pattern=r"\A[^\x00-\x1f]+\Z")]

# The sources of what follows from deliveries and ratings; nobody pushes under such a name.
DELIVERED, RATED = "webhook:", "feedback:"
OURS = (DELIVERED, RATED)


class Said(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """An event as its sender said it, whatever the format: the native event of the API."""

    id: Name
    source: Name
    metric: Name
    subject: Name
    time: Annotated[datetime, Meta(tz=True)]
    value: float | None = None
    weight: Annotated[float, Meta(gt=0)] = 1.0
    attributes: dict[str, Any] | None = None


@lru_cache(maxsize=50_000)
def is_somebody(subject: str) -> bool:
    """Whether this names a subject; remembered, for the same few come again and again."""
    return _pushed(subject) is not None


class SaidWithEscapes(Said):
    """The same out of JSON with a backslash: only an escape can bring in a control character."""

    id: Printable
    source: Printable
    metric: Printable


@dataclass(frozen=True, slots=True)
class Uncountable:
    """Why something that was posted cannot be counted yet."""

    code: str
    detail: str
    event_id: str | None = None


@dataclass(frozen=True, slots=True)
class Unwanted:
    """What a mapping's filter does not let count: nothing is wrong with it."""

    event_id: str | None = None


class Typed(msgspec.Struct, frozen=True, gc=False):
    """An event of somebody else's design: mappings take it by its type."""

    type: str
    document: dict[str, Any]


Form = Literal["native", "cloudevent"]


class Piece(msgspec.Struct, frozen=True, gc=False):
    """One event of a request: its bytes, their form, and what they say."""

    raw: bytes | msgspec.Raw
    form: Form
    said: Said | Uncountable | Unwanted
    typed: Typed | None = None
