"""What every connector is: a module of four functions, and how a delivery is read by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Protocol

from services.metrics.webhooks.connectors.reading import Headers, Unreadable, decode
from services.metrics.webhooks.signatures import Refusal
from services.metrics.work_items.transitions import Transition


class Ignored(StrEnum):
    """Why a delivery changes nothing; it is kept and counted all the same."""

    PING = "A ping, to see whether we are here."
    NOT_FOLLOWED = "No metric follows this kind of event."
    NO_ITEM = "It does not say which work item it is about."
    NO_TIME = "It does not say when it happened."
    NO_REPLY = "A private note, or the customer's own words: no reply of ours."
    NO_CHANGE = "It does not say what changed."
    BOT = "A bot did it, and bots earn no credit."
    OWN_REVIEW = "An author's look at their own work is no review."
    UNREADABLE = "The body is no JSON object."


Meaning = tuple[Transition, ...] | Ignored


class Connector(Protocol):
    """A tool: whether a delivery is its own, which one, what it is called, what it means."""

    READS: Sequence[str]  # the headers that reading needs; no other is kept

    def verify(
        self, headers: Headers, body: bytes, secrets: Sequence[str], now: datetime
    ) -> Refusal | None:
        """None if one of the secrets signed these bytes."""

    def identity(self, headers: Headers, said: Any) -> str | None:
        """What all attempts to deliver the same thing have in common."""

    def event(self, headers: Headers, said: Any) -> str:
        """The tool's own name of what happened."""

    def translate(self, headers: Headers, said: Any) -> Meaning:
        """What happened to work items, or why that changes nothing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A delivery as it was understood."""

    identity: str
    event: str
    transitions: tuple[Transition, ...] = ()
    ignored: Ignored | None = None


def read(connector: Connector, headers: Headers, body: bytes) -> Reading:
    """A delivery's bytes, understood; never raises."""
    fallback = f"sha256:{sha256(body).hexdigest()}"
    try:
        said = decode(headers, body)
    except Unreadable:
        identity = connector.identity(headers, None) or fallback
        return Reading(identity, connector.event(headers, None), ignored=Ignored.UNREADABLE)
    identity = connector.identity(headers, said) or fallback
    event = connector.event(headers, said)
    if not isinstance(said, dict):
        return Reading(identity, event, ignored=Ignored.UNREADABLE)
    meaning = connector.translate(headers, said)
    if isinstance(meaning, Ignored):
        return Reading(identity, event, ignored=meaning)
    return Reading(identity, event, meaning)
