"""Any tool that signs as Standard Webhooks says, under that name or as Svix."""

from datetime import datetime

from services.metrics.webhooks.connectors.mapped import mapped, picked
from services.metrics.webhooks.connectors.reading import login, text, within
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Meaning, Message, Terms
from services.metrics.webhooks.signatures import Refusal
from services.metrics.webhooks.standard_webhooks import standard_webhooks
from shared.schemas.metrics.mapped import MappedOptions

IDS = ("webhook-id", "svix-id")
READS = IDS
OPTIONS = MappedOptions


def verify(received: Received, terms: Terms[MappedOptions], now: datetime) -> Refusal | None:
    """Base64 HMAC-SHA256 of id, time and body."""
    prefix = "webhook" if received.header("webhook-id") else "svix"
    return standard_webhooks(received, terms.secrets, now, prefix)


def identity(message: Message[MappedOptions]) -> str | None:
    """The message's id, which is signed and which its attempts share."""
    ids = (login(message.header(name)) for name in IDS)
    return next((one for one in ids if one is not None), None)


def event(message: Message[MappedOptions]) -> str:
    """What the options find, else its `type`."""
    told = picked(message.options.type, message) or text(within(message.said, "type"))
    return told or "unnamed"


def translate(message: Message[MappedOptions]) -> Meaning:
    """The events that the mappings find."""
    return mapped(message, "standard", picked(message.options.id, message) or identity(message))
