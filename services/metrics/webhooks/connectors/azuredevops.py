"""Azure DevOps: deliveries of its service hooks, and what they say."""

from collections.abc import Callable, Mapping
from datetime import datetime

from services.metrics.webhooks.connectors.azuredevops_pull_requests import pull_request_moved
from services.metrics.webhooks.connectors.azuredevops_work_items import (
    work_item_changed,
    work_item_created,
    work_item_gone,
)
from services.metrics.webhooks.connectors.reading import login, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms
from services.metrics.webhooks.signatures import Refusal
from services.metrics.webhooks.tokens import brings_secret
from shared.schemas.metrics.options import AzureOptions

READS: tuple[str, ...] = ()
OPTIONS = AzureOptions

FOLLOWED: Mapping[str, Callable[[Message[AzureOptions]], Meaning]] = {
    "workitem.created": work_item_created,
    "workitem.updated": work_item_changed,
    "workitem.deleted": work_item_gone,
    "workitem.restored": work_item_gone,
    "git.pullrequest.created": pull_request_moved,
    "git.pullrequest.updated": pull_request_moved,
    "git.pullrequest.merged": pull_request_moved,
}


def verify(received: Received, terms: Terms[AzureOptions], now: datetime) -> Refusal | None:
    """Azure signs nothing: it brings the secret as the password of basic authentication."""
    return brings_secret(received, terms.secrets)


def identity(message: Message[AzureOptions]) -> str | None:
    """The event, and for which subscription."""
    names = (login(within(message.said, name)) for name in ("subscriptionId", "id"))
    return ":".join(filter(None, names)) if within(message.said, "id") else None


def event(message: Message[AzureOptions]) -> str:
    """Such as `workitem.updated`."""
    return word(within(message.said, "eventType")) or "unnamed"


def translate(message: Message[AzureOptions]) -> Meaning:
    """What happened to a work item or a pull request."""
    meaning = FOLLOWED.get(event(message))
    return Ignored.NOT_FOLLOWED if meaning is None else meaning(message)
