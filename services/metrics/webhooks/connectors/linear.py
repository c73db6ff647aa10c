"""Linear: deliveries of its webhooks, and what they say of issues."""

from datetime import datetime, timedelta

from services.metrics.webhooks.connectors.linear_issues import issue_moved
from services.metrics.webhooks.connectors.reading import Unreadable, decode, login, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms
from services.metrics.webhooks.connectors.times import instant
from services.metrics.webhooks.signatures import Refusal, Scheme, untimely
from shared.schemas.metrics.options import StandingOptions

SCHEME = Scheme("Linear-Signature")
WINDOW = timedelta(seconds=60)  # as Linear's own library has it
DELIVERY = "Linear-Delivery"
READS = (DELIVERY,)
OPTIONS = StandingOptions


def verify(received: Received, terms: Terms[StandingOptions], now: datetime) -> Refusal | None:
    """Hexadecimal HMAC-SHA256 of the body, which says when it was signed."""
    refusal = SCHEME.judge(received, terms.secrets)
    if refusal is not None:
        return refusal
    try:
        said = decode(received.headers, received.body)
    except Unreadable:
        return Refusal.UNTIMED
    return untimely(instant(within(said, "webhookTimestamp")), now, WINDOW)


def identity(message: Message[StandingOptions]) -> str | None:
    """The delivery, which its retries share."""
    return login(message.header(DELIVERY))


def event(message: Message[StandingOptions]) -> str:
    """Such as `issue.update`."""
    names = (word(within(message.said, name)) for name in ("type", "action"))
    return ".".join(filter(None, names)) or "unnamed"


def translate(message: Message[StandingOptions]) -> Meaning:
    """What happened to an issue."""
    if word(within(message.said, "type")) != "issue":
        return Ignored.NOT_FOLLOWED
    return issue_moved(message)
