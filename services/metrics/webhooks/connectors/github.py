"""GitHub: deliveries of repository and organization webhooks, and what they say."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from services.metrics.webhooks.connectors.github_issues import issue_moved
from services.metrics.webhooks.connectors.github_items import Told
from services.metrics.webhooks.connectors.github_pull_requests import pull_request_moved, reviewed
from services.metrics.webhooks.connectors.reading import Headers, header, login, within, word
from services.metrics.webhooks.connectors.shape import Ignored, Meaning
from services.metrics.webhooks.signatures import Refusal, from_hex, judged

SIGNATURE = "X-Hub-Signature-256"
EVENT = "X-GitHub-Event"
DELIVERY = "X-GitHub-Delivery"
READS: Sequence[str] = (EVENT, DELIVERY, "Content-Type")

# Which part of a delivery is the work item, and who reads it.
FOLLOWED: Mapping[str, tuple[str, Callable[[Told], Meaning]]] = {
    "pull_request": ("pull_request", pull_request_moved),
    "pull_request_review": ("pull_request", reviewed),
    "issues": ("issue", issue_moved),
}


def verify(headers: Headers, body: bytes, secrets: Sequence[str], now: datetime) -> Refusal | None:
    """`sha256=` and hexadecimal HMAC-SHA256 of the body; GitHub signs no time."""
    signature = header(headers, SIGNATURE)
    if not signature:
        return Refusal.UNSIGNED
    keys = [secret.encode() for secret in secrets]
    scheme, _, digest = signature.partition("=")
    return judged(from_hex(digest) if scheme == "sha256" else None, body, keys)


def identity(headers: Headers, said: Any) -> str | None:
    """The delivery, which its redeliveries share."""
    return login(header(headers, DELIVERY))


def event(headers: Headers, said: Any) -> str:
    """Such as `pull_request.closed`."""
    name, action = word(header(headers, EVENT)), word(within(said, "action"))
    return f"{name or 'unnamed'}.{action}" if action else name or "unnamed"


def translate(headers: Headers, said: Any) -> Meaning:
    """What happened to a pull request or an issue."""
    name = word(header(headers, EVENT))
    if name == "ping":
        return Ignored.PING
    if name not in FOLLOWED:
        return Ignored.NOT_FOLLOWED
    part, meaning = FOLLOWED[name]
    told = Told(said, part)
    return meaning(told) if told.item else Ignored.NO_ITEM
