"""Asana: deliveries of its webhooks, which say what happened to a task, by ids alone."""

from datetime import datetime

from services.metrics.webhooks.connectors.asana_events import happened
from services.metrics.webhooks.connectors.reading import dicts, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import (
    Greeting,
    Ignored,
    Meaning,
    Message,
    Terms,
    together,
)
from services.metrics.webhooks.signatures import Refusal, Scheme
from shared.schemas.metrics.options import StandingOptions

SCHEME = Scheme("X-Hook-Signature")
SECRET = "X-Hook-Secret"  # noqa: S105 - the name of a header
READS: tuple[str, ...] = ()
OPTIONS = StandingOptions


def greet(received: Received) -> Greeting | None:
    """The first call brings the secret of all that follow, and waits to have it back."""
    secret = received.header(SECRET)
    return Greeting({SECRET: secret}, secret=secret) if secret else None


def verify(received: Received, terms: Terms[StandingOptions], now: datetime) -> Refusal | None:
    """Hexadecimal HMAC-SHA256 of the body."""
    return SCHEME.judge(received, terms.secrets)


def identity(message: Message[StandingOptions]) -> str | None:
    """Neither deliveries nor events have an id: the bytes are their own."""
    return None


def event(message: Message[StandingOptions]) -> str:
    """Such as `task.added`, after the first of what may be many."""
    first = next(iter(dicts(within(message.said, "events"))), {})
    names = (word(within(first, "resource", "resource_type")), word(first.get("action")))
    return ".".join(filter(None, names)) or "unnamed"


def translate(message: Message[StandingOptions]) -> Meaning:
    """What happened to tasks; a heartbeat tells of nothing."""
    if within(message.said, "events") == []:
        return Ignored.PING
    return together(happened(one, message.options) for one in dicts(within(message.said, "events")))
