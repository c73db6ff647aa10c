"""Front: deliveries of application and of rule webhooks, and what they say of conversations."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from msgspec import UNSET, UnsetType

from services.metrics.webhooks.connectors.item_told import ItemTold
from services.metrics.webhooks.connectors.reading import login, text, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import (
    Greeting,
    Ignored,
    Meaning,
    Message,
    Terms,
)
from services.metrics.webhooks.connectors.times import instant
from services.metrics.webhooks.signatures import Refusal, Scheme, untimely
from services.metrics.work_items.transitions import Kind, Transition
from shared.schemas.metrics.options import NoOptions

OF_APPLICATION = Scheme("X-Front-Signature", encoding="base64")
OF_RULE = Scheme("X-Front-Signature", encoding="base64", algorithm="sha1")
SIGNED_AT = "X-Front-Request-Timestamp"
CHALLENGE = "X-Front-Challenge"
READS = ()
OPTIONS = NoOptions

TURNS: Mapping[str, Kind] = {
    "archive": "solved",
    "unarchive": "opened",
    "reopen": "opened",
    "trash": "deleted",
    "restore": "restored",
}
AT_ONCE = timedelta(minutes=1)  # between a first message and the conversation made of it
REPLIES = frozenset({"out_reply", "outbound"})
WORDS_OF_OURS = frozenset({"comment", "mention"})


def verify(received: Received, terms: Terms[NoOptions], now: datetime) -> Refusal | None:
    """Of an application: SHA256 of `timestamp:body`; of a rule, which sends no time: SHA1."""
    signed_at = received.header(SIGNED_AT)
    if signed_at is None:
        return OF_RULE.judge(received, terms.secrets)
    signed = signed_at.encode() + b":" + received.body
    refusal = OF_APPLICATION.judge(received, terms.secrets, signed)
    return refusal or untimely(instant(signed_at), now)


def greet(received: Received) -> Greeting | None:
    """When an application's webhook is saved, Front waits for its challenge."""
    challenge = text(received.header(CHALLENGE))
    return None if challenge is None else Greeting(text=challenge)


def identity(message: Message[NoOptions]) -> str | None:
    """The event."""
    return login(within(_event(message.said), "id"))


def event(message: Message[NoOptions]) -> str:
    """Such as `out_reply`."""
    return word(within(_event(message.said), "type")) or "unnamed"


def translate(message: Message[NoOptions]) -> Meaning:
    """What happened to a conversation."""
    said = _event(message.said)
    conversation = within(said, "conversation")
    key, at = login(within(conversation, "id")), instant(within(said, "emitted_at"))
    if key is None:
        return Ignored.NO_ITEM
    if at is None:
        return Ignored.NO_TIME
    told = ItemTold(
        item=f"front:{key}",
        work="ticket",
        at=at,
        mark=login(within(said, "id")) or "",
        actor=_teammate(within(said, "source")),
        assignee=_assignee(conversation),
        created_at=instant(within(conversation, "created_at")),
    )
    return _happened(told, event(message), within(said, "target"))


def _happened(told: ItemTold, name: str, target: Any) -> Meaning:
    if name == "inbound":
        return (_arrived(told, within(target, "data")),)
    if name in REPLIES:
        # The source may be the inbox; whoever wrote it is the message's author.
        author = login(within(target, "data", "author", "id")) or told.actor
        return (replace(told, actor=author).happened("replied"),) if author else Ignored.BOT
    if name in ("assign", "unassign"):
        to = _teammate(target) or told.somebody if name == "assign" else None
        return (replace(told, assignee=to).handed(None),)
    if name in TURNS:
        return (told.happened(TURNS[name]),)
    return Ignored.NO_REPLY if name in WORDS_OF_OURS else Ignored.NOT_FOLLOWED


def _arrived(told: ItemTold, message: Any) -> Transition:
    """What replies to nothing, as old as its conversation, begins it; the rest opens it again."""
    replies = within(message, "_links", "related", "message_replied_to")
    begun = told.created_at or told.at
    return told.happened("opened" if replies or told.at > begun + AT_ONCE else "created")


def _event(said: Any) -> Any:
    """The event, which an application's webhook wraps."""
    return within(said, "payload") or said


def _teammate(said: Any) -> str | None:
    person = word(within(said, "_meta", "type")) == "teammate"
    return login(within(said, "data", "id")) if person else None


def _assignee(conversation: Any) -> str | UnsetType | None:
    told = isinstance(conversation, dict) and "assignee" in conversation
    return login(within(conversation, "assignee", "id")) if told else UNSET
