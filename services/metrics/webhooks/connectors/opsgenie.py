"""Opsgenie: what its webhooks say of alerts."""

from collections.abc import Mapping
from datetime import datetime

from services.metrics.webhooks.connectors.item_told import ItemTold
from services.metrics.webhooks.connectors.reading import login, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms
from services.metrics.webhooks.connectors.times import instant
from services.metrics.webhooks.signatures import Refusal
from services.metrics.webhooks.tokens import brings_secret
from services.metrics.work_items.transitions import Kind
from shared.schemas.metrics.options import NoOptions

READS = ()
OPTIONS = NoOptions

KINDS: Mapping[str, Kind] = {
    "create": "created",
    "acknowledge": "acknowledged",
    "escalate": "escalated",
    "close": "solved",
    "delete": "deleted",
}


def verify(received: Received, terms: Terms[NoOptions], now: datetime) -> Refusal | None:
    """It signs nothing: the secret is in a header that its administrator adds, or the address."""
    return brings_secret(received, terms.secrets, "X-Webhook-Secret")


def identity(message: Message[NoOptions]) -> str | None:
    """What changed of an alert, and when, to the nanosecond."""
    alert = within(message.said, "alert")
    key, moment = login(within(alert, "alertId")), login(within(alert, "updatedAt"))
    return f"{key}:{event(message)}:{moment}" if key and moment else None


def event(message: Message[NoOptions]) -> str:
    """Such as `acknowledge`."""
    return word(within(message.said, "action")) or "unnamed"


def translate(message: Message[NoOptions]) -> Meaning:
    """What happened to an alert; an escalation comes without its moment."""
    alert, kind = within(message.said, "alert"), KINDS.get(event(message))
    key = login(within(alert, "alertId"))
    if kind is None:
        return Ignored.NOT_FOLLOWED
    if key is None:
        return Ignored.NO_ITEM
    created_at = instant(within(alert, "createdAt"))
    moments = (created_at if kind == "created" else None, instant(within(alert, "updatedAt")))
    at = next((one for one in moments if one is not None), None)
    # What has no user's id was done by an integration, whatever its name.
    person = login(within(alert, "userId")) and login(within(alert, "username"))
    told = ItemTold(
        item=f"opsgenie:{key}",
        work="incident",
        at=at or message.received_at,
        actor=person or None,
        created_at=created_at,
        undated=at is None,
    )
    return (told.happened(kind),)
