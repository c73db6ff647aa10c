"""GitHub: deliveries of repository and organization webhooks, and what they say."""

from collections.abc import Callable, Mapping
from datetime import datetime

from services.metrics.webhooks.connectors.github_issues import issue_moved
from services.metrics.webhooks.connectors.github_items import Told
from services.metrics.webhooks.connectors.github_pull_requests import pull_request_moved, reviewed
from services.metrics.webhooks.connectors.github_releases import deployed, ran, released
from services.metrics.webhooks.connectors.reading import login, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms
from services.metrics.webhooks.signatures import Refusal, Scheme
from shared.schemas.metrics.options import GithubOptions

SCHEME = Scheme("X-Hub-Signature-256", prefix="sha256=")
EVENT = "X-GitHub-Event"
DELIVERY = "X-GitHub-Delivery"
READS = (EVENT, DELIVERY, "Content-Type")
OPTIONS = GithubOptions

Read = Callable[[Message[GithubOptions]], Meaning]


def _about(part: str, meaning: Callable[[Told], Meaning]) -> Read:
    """Who reads a delivery whose work item is this part of it."""

    def read(message: Message[GithubOptions]) -> Meaning:
        told = Told(message.said, part)
        return meaning(told) if told.item else Ignored.NO_ITEM

    return read


FOLLOWED: Mapping[str, Read] = {
    "pull_request": _about("pull_request", pull_request_moved),
    "pull_request_review": _about("pull_request", reviewed),
    "issues": _about("issue", issue_moved),
    "deployment_status": deployed,
    "workflow_run": ran,
    "release": released,
    "ping": lambda _: Ignored.PING,
}


def verify(received: Received, terms: Terms[GithubOptions], now: datetime) -> Refusal | None:
    """`sha256=` and hexadecimal HMAC-SHA256 of the body; GitHub signs no time."""
    return SCHEME.judge(received, terms.secrets)


def identity(message: Message[GithubOptions]) -> str | None:
    """The delivery, which its redeliveries share."""
    return login(message.header(DELIVERY))


def event(message: Message[GithubOptions]) -> str:
    """Such as `pull_request.closed`."""
    name, action = word(message.header(EVENT)), word(within(message.said, "action"))
    return f"{name or 'unnamed'}.{action}" if action else name or "unnamed"


def translate(message: Message[GithubOptions]) -> Meaning:
    """What happened to a pull request, an issue, a deployment or a release."""
    meaning = FOLLOWED.get(word(message.header(EVENT)))
    return Ignored.NOT_FOLLOWED if meaning is None else meaning(message)
