"""Intercom: deliveries of its topics, and what they say of conversations."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from services.metrics.webhooks.connectors.intercom_parts import admin, part_told
from services.metrics.webhooks.connectors.item_told import ItemTold
from services.metrics.webhooks.connectors.ratings import rating
from services.metrics.webhooks.connectors.reading import dicts, login, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms, together
from services.metrics.webhooks.connectors.times import instant
from services.metrics.webhooks.signatures import Refusal, Scheme
from services.metrics.work_items.transitions import Kind
from shared.schemas.metrics.ratings import RatingOptions, Scale

SCHEME = Scheme("X-Hub-Signature", prefix="sha1=", algorithm="sha1")
READS = ()
OPTIONS = RatingOptions

# What a topic says where no part of the conversation says it.
TOPICS: Mapping[str, Kind] = {
    "conversation.user.created": "created",
    "conversation.user.replied": "opened",
    "conversation.admin.closed": "solved",
    "conversation.admin.opened": "opened",
    "conversation.admin.snoozed": "paused",
    "conversation.admin.unsnoozed": "opened",
    "conversation.deleted": "deleted",
}
RATED = ("conversation.rating.added", "conversation.rating.remarked")


def verify(received: Received, terms: Terms[RatingOptions], now: datetime) -> Refusal | None:
    """`sha1=` and hexadecimal HMAC-SHA1 of the body; the secret is the app's client secret."""
    return SCHEME.judge(received, terms.secrets)


def identity(message: Message[RatingOptions]) -> str | None:
    """The notification, which its attempts share."""
    return login(within(message.said, "id"))


def event(message: Message[RatingOptions]) -> str:
    """Such as `conversation.admin.replied`."""
    return word(within(message.said, "topic")) or "unnamed"


def translate(message: Message[RatingOptions]) -> Meaning:
    """What happened to a conversation; its parts say more, and more surely, than the topic."""
    topic, item = event(message), within(message.said, "data", "item")
    if topic == "ping":
        return Ignored.PING
    if not topic.startswith("conversation."):
        return Ignored.NOT_FOLLOWED
    key = login(within(item, "id"))
    at = instant(within(item, "updated_at")) or instant(within(message.said, "created_at"))
    if key is None:
        return Ignored.NO_ITEM
    if at is None:
        return Ignored.NO_TIME
    about = ItemTold(
        item=f"intercom:{key}",
        work="ticket",
        at=at,
        assignee=admin(within(item, "assignee"), within(item, "admin_assignee_id")),
        created_at=instant(within(item, "created_at")),
    )
    if topic in RATED:
        return _rated(about, within(item, "conversation_rating"), message.options.scale)
    parts = dicts(within(item, "conversation_parts", "conversation_parts"))
    return _told(about, topic, parts)


def _told(about: ItemTold, topic: str, parts: list[dict[str, Any]]) -> Meaning:
    told, kind = together(part_told(about, part) for part in parts), TOPICS.get(topic)
    if kind == "created":
        return together([tuple(about.born(None)), told])
    if isinstance(told, tuple) or kind is None:
        return told
    return (about.happened(kind),)


def _rated(about: ItemTold, said: Any, scale: Scale) -> Meaning:
    """A rating is of the teammate whom it names, else of whoever has the conversation."""
    teammate = admin(within(said, "teammate"))
    subject = f"account:intercom/{teammate}" if isinstance(teammate, str) else None
    measure = rating(scale, within(said, "rating"), within(said, "remark"), subject=subject)
    at = instant(within(said, "updated_at")) or instant(within(said, "created_at"))
    if measure is None:
        return Ignored.NO_RATING
    return (replace(about, at=at or about.at).happened("measured", measure=measure),)
