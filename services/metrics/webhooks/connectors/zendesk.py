"""Zendesk: deliveries of its event subscriptions, and what they say of tickets."""

from datetime import datetime

from services.metrics.webhooks.connectors.reading import login, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms
from services.metrics.webhooks.connectors.times import instant
from services.metrics.webhooks.connectors.zendesk_ratings import is_rating, rated
from services.metrics.webhooks.connectors.zendesk_tickets import MEANINGS
from services.metrics.webhooks.connectors.zendesk_told import Told
from services.metrics.webhooks.signatures import Refusal, Scheme, untimely
from shared.schemas.metrics.ratings import RatingOptions

SCHEME = Scheme("X-Zendesk-Webhook-Signature", encoding="base64")
SIGNED_AT = "X-Zendesk-Webhook-Signature-Timestamp"
INVOCATION = "X-Zendesk-Webhook-Invocation-Id"
READS = (INVOCATION, "Content-Type")
OPTIONS = RatingOptions


def verify(received: Received, terms: Terms[RatingOptions], now: datetime) -> Refusal | None:
    """Base64 HMAC-SHA256 of timestamp and body; the key is the secret's text, not decoded."""
    signed_at = received.header(SIGNED_AT)
    if not (signed_at and received.header(SCHEME.header)):
        return Refusal.UNSIGNED
    signed = signed_at.encode() + received.body
    return untimely(instant(signed_at), now) or SCHEME.judge(received, terms.secrets, signed)


def identity(message: Message[RatingOptions]) -> str | None:
    """The invocation, which its retries share; else the event's id."""
    return login(message.header(INVOCATION)) or login(within(message.said, "id"))


def event(message: Message[RatingOptions]) -> str:
    """Such as `ticket.status_changed`."""
    if is_rating(message.said):
        return "satisfaction"
    return word(within(message.said, "type")).removeprefix("zen:event-type:") or "unnamed"


def translate(message: Message[RatingOptions]) -> Meaning:
    """What happened to a ticket."""
    if is_rating(message.said):
        return rated(message)
    meaning, said = MEANINGS.get(event(message)), message.said
    if meaning is None:
        return Ignored.NOT_FOLLOWED
    subject = word(within(said, "subject")).removeprefix("zen:ticket:")
    number = login(within(said, "detail", "id")) or login(subject)
    at = instant(within(said, "time")) or instant(within(said, "detail", "updated_at"))
    if number is None:
        return Ignored.NO_ITEM
    return Ignored.NO_TIME if at is None else meaning(Told(said, f"zendesk:{number}", at))
