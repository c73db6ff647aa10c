"""What every connector is: a module of four functions over what was received and what it says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from services.metrics.webhooks.connectors.reading import Headers, header
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.signatures import Refusal
from services.metrics.work_items.transitions import Transition
from shared.schemas.words import Said

Options = TypeVar("Options", bound=Said)
Read = TypeVar("Read", bound=Said, covariant=True)  # what reads a kind of options reads its kinds


class Ignored(StrEnum):
    """Why a delivery changes nothing; it is kept and counted all the same."""

    PING = "A ping, to see whether we are here."
    NOT_FOLLOWED = "No metric follows this kind of event."
    NO_ITEM = "It does not say which work item it is about."
    NO_TIME = "It does not say when it happened."
    NO_REPLY = "A private note, or the customer's own words: no reply of ours."
    NO_CHANGE = "It does not say what changed."
    UNPLACED = "It moved to where this connector was not told how work stands; see its options."
    UNCOUNTED = "What changed is nothing that is counted."
    BOT = "A bot did it, and bots earn no credit."
    OWN_REVIEW = "An author's look at their own work is no review."
    NO_RATING = "It holds no rating on the scale of its question."
    NOT_WANTED = "A filter of the connector's mappings does not let it count."
    NOT_MAPPED = "A mapping finds no subject or no number in it."
    TOO_MANY = "It brings more events than one delivery may; let its tool send fewer at once."
    UNREADABLE = "The body is no JSON object."
    FAILED = "Kept, but not understood; it can be replayed once that is mended."


Meaning = tuple[Transition, ...] | Ignored


@dataclass(frozen=True, slots=True)
class Terms(Generic[Options]):
    """What was agreed for a connector: the secrets its tool may sign with, how to read it."""

    secrets: tuple[str, ...]
    options: Options


@dataclass(frozen=True, slots=True)
class Message(Generic[Read]):
    """What a delivery says, with the headers that are kept of it."""

    said: Any
    headers: Headers
    options: Read
    received_at: datetime  # for tools that do not say when: never part of an identity

    def header(self, name: str) -> str | None:
        """A kept header's value, whatever the case of its name."""
        return header(self.headers, name)


class Connector(Protocol[Options]):
    """A tool: whether a delivery is its own, which one, what it is called, what it means."""

    @property
    def READS(self) -> tuple[str, ...]:  # noqa: N802 - a constant of the module
        """The headers that reading needs; no other is kept."""

    @property
    def OPTIONS(self) -> type[Options]:  # noqa: N802 - a constant of the module
        """What an administrator may say of how to read the tool."""

    def verify(self, received: Received, terms: Terms[Options], now: datetime) -> Refusal | None:
        """None if the holder of one of the secrets sent this."""

    def identity(self, message: Message[Options]) -> str | None:
        """What all attempts to deliver the same thing have in common."""

    def event(self, message: Message[Options]) -> str:
        """The tool's own name of what happened."""

    def translate(self, message: Message[Options]) -> Meaning:
        """What happened to work items, or why that changes nothing."""


@dataclass(frozen=True, slots=True)
class Greeting:
    """What a tool wants to hear back before it delivers; it may bring the secret it signs with."""

    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    secret: str | None = None


def together(meanings: Iterable[Meaning]) -> Meaning:
    """What several events of one delivery mean; if none means anything, why the first does not."""
    told: list[Transition] = []
    reasons: list[Ignored] = []
    for meaning in meanings:
        if isinstance(meaning, Ignored):
            reasons.append(meaning)
        else:
            told.extend(meaning)
    return tuple(told) or (reasons[0] if reasons else Ignored.NO_CHANGE)
