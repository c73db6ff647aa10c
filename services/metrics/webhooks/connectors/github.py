"""GitHub: deliveries of repository and organization webhooks, and what they say."""

from collections.abc import Callable, Mapping
from datetime import datetime

from services.metrics.webhooks.connectors.github_issues import issue_moved
from services.metrics.webhooks.connectors.github_items import Told
from services.metrics.webhooks.connectors.github_pull_requests import pull_request_moved, reviewed
from services.metrics.webhooks.connectors.reading import login, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms
from services.metrics.webhooks.signatures import Refusal, Scheme
from shared.schemas.metrics.options import NoOptions

SCHEME = Scheme("X-Hub-Signature-256", prefix="sha256=")
EVENT = "X-GitHub-Event"
DELIVERY = "X-GitHub-Delivery"
READS = (EVENT, DELIVERY, "Content-Type")
OPTIONS = NoOptions

# Which part of a delivery is the work item, and who reads it.
FOLLOWED: Mapping[str, tuple[str, Callable[[Told], Meaning]]] = {
    "pull_request": ("pull_request", pull_request_moved),
    "pull_request_review": ("pull_request", reviewed),
    "issues": ("issue", issue_moved),
}


def verify(received: Received, terms: Terms[NoOptions], now: datetime) -> Refusal | None:
    """`sha256=` and hexadecimal HMAC-SHA256 of the body; GitHub signs no time."""
    return SCHEME.judge(received, terms.secrets)


def identity(message: Message[NoOptions]) -> str | None:
    """The delivery, which its redeliveries share."""
    return login(message.header(DELIVERY))


def event(message: Message[NoOptions]) -> str:
    """Such as `pull_request.closed`."""
    name, action = word(message.header(EVENT)), word(within(message.said, "action"))
    return f"{name or 'unnamed'}.{action}" if action else name or "unnamed"


def translate(message: Message[NoOptions]) -> Meaning:
    """What happened to a pull request or an issue."""
    name = word(message.header(EVENT))
    if name == "ping":
        return Ignored.PING
    if name not in FOLLOWED:
        return Ignored.NOT_FOLLOWED
    part, meaning = FOLLOWED[name]
    told = Told(message.said, part)
    return meaning(told) if told.item else Ignored.NO_ITEM
