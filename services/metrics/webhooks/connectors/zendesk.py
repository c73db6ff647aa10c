"""Zendesk: deliveries of its event subscriptions, and what they say of tickets."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.metrics.webhooks.connectors.reading import Headers, header, login, within, word
from services.metrics.webhooks.connectors.shape import Ignored, Meaning
from services.metrics.webhooks.connectors.times import instant
from services.metrics.webhooks.connectors.zendesk_tickets import MEANINGS
from services.metrics.webhooks.connectors.zendesk_told import Told
from services.metrics.webhooks.signatures import Refusal, from_base64, judged, untimely

SIGNATURE = "X-Zendesk-Webhook-Signature"
SIGNED_AT = "X-Zendesk-Webhook-Signature-Timestamp"
INVOCATION = "X-Zendesk-Webhook-Invocation-Id"
READS: Sequence[str] = (INVOCATION, "Content-Type")


def verify(headers: Headers, body: bytes, secrets: Sequence[str], now: datetime) -> Refusal | None:
    """Base64 HMAC-SHA256 of timestamp and body; the key is the secret's text, not decoded."""
    signature, signed_at = header(headers, SIGNATURE), header(headers, SIGNED_AT)
    if not (signature and signed_at):
        return Refusal.UNSIGNED
    keys = [secret.encode() for secret in secrets]
    return untimely(instant(signed_at), now) or judged(
        from_base64(signature), signed_at.encode() + body, keys
    )


def identity(headers: Headers, said: Any) -> str | None:
    """The invocation, which its retries share; else the event's id."""
    return login(header(headers, INVOCATION)) or login(within(said, "id"))


def event(headers: Headers, said: Any) -> str:
    """Such as `ticket.status_changed`."""
    return word(within(said, "type")).removeprefix("zen:event-type:") or "unnamed"


def translate(headers: Headers, said: Any) -> Meaning:
    """What happened to a ticket."""
    meaning = MEANINGS.get(event(headers, said))
    if meaning is None:
        return Ignored.NOT_FOLLOWED
    subject = word(within(said, "subject")).removeprefix("zen:ticket:")
    number = login(within(said, "detail", "id")) or login(subject)
    at = instant(within(said, "time")) or instant(within(said, "detail", "updated_at"))
    if number is None:
        return Ignored.NO_ITEM
    return Ignored.NO_TIME if at is None else meaning(Told(said, f"zendesk:{number}", at))
