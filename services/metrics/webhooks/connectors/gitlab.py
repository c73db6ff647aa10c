"""GitLab: deliveries of project, group and system hooks, and what they say."""

from collections.abc import Callable, Mapping
from datetime import datetime

from services.metrics.webhooks.connectors.gitlab_issues import issue_moved
from services.metrics.webhooks.connectors.gitlab_merge_requests import merge_request_moved, noted
from services.metrics.webhooks.connectors.gitlab_releases import deployed, ran, released
from services.metrics.webhooks.connectors.reading import login, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms
from services.metrics.webhooks.signatures import Refusal
from services.metrics.webhooks.standard_webhooks import standard_webhooks
from services.metrics.webhooks.tokens import brings_secret
from shared.schemas.metrics.options import GitlabOptions

TOKEN, SIGNATURE = "X-Gitlab-Token", "webhook-signature"
# The first came with GitLab 17.4; hooks that call one another share X-Gitlab-Event-UUID.
DELIVERY = ("Idempotency-Key", "webhook-id")
READS = DELIVERY
OPTIONS = GitlabOptions

FOLLOWED: Mapping[str, Callable[[Message[GitlabOptions]], Meaning]] = {
    "issue": issue_moved,
    "merge_request": merge_request_moved,
    "note": noted,
    "deployment": deployed,
    "pipeline": ran,
    "release": released,
}


def verify(received: Received, terms: Terms[GitlabOptions], now: datetime) -> Refusal | None:
    """Signed, where the hook has a signing token; else with its plain token in a header."""
    if received.header(SIGNATURE):
        return standard_webhooks(received, terms.secrets, now)
    return brings_secret(received, terms.secrets, TOKEN)


def identity(message: Message[GitlabOptions]) -> str | None:
    """What retries share."""
    told = (login(message.header(name)) for name in DELIVERY)
    return next((name for name in told if name is not None), None)


def event(message: Message[GitlabOptions]) -> str:
    """Such as `merge_request.merge`; a confidential issue is an issue."""
    name = word(within(message.said, "object_kind")) or "unnamed"
    ways = (
        ("object_attributes", "action"),
        ("action",),
        ("object_attributes", "status"),
        ("status",),
    )
    done = next(filter(None, (word(within(message.said, *way)) for way in ways)), None)
    return f"{name}.{done}" if done else name


def translate(message: Message[GitlabOptions]) -> Meaning:
    """What happened to an issue, a merge request, a deployment or a release."""
    meaning = FOLLOWED.get(word(within(message.said, "object_kind")))
    return Ignored.NOT_FOLLOWED if meaning is None else meaning(message)
