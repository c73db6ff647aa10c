"""Any tool that signs its bodies with an HMAC: its header, algorithm and encoding are options."""

from datetime import datetime

from services.metrics.webhooks.connectors.mapped import mapped, picked
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Meaning, Message, Terms
from services.metrics.webhooks.signatures import Refusal, Scheme
from shared.schemas.metrics.mapped import HmacOptions

READS = ("Content-Type",)
OPTIONS = HmacOptions


def verify(received: Received, terms: Terms[HmacOptions], now: datetime) -> Refusal | None:
    """The HMAC of the body, as the options say."""
    options = terms.options
    scheme = Scheme(options.header, options.prefix, options.encoding, options.algorithm)
    return scheme.judge(received, terms.secrets)


def identity(message: Message[HmacOptions]) -> str | None:
    """What the options find, else the bytes."""
    return picked(message.options.id, message)


def event(message: Message[HmacOptions]) -> str:
    """What the options find."""
    return picked(message.options.type, message) or "unnamed"


def translate(message: Message[HmacOptions]) -> Meaning:
    """The events that the mappings find."""
    return mapped(message, "hmac", identity(message))
