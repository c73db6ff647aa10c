"""Jira, Cloud and Data Center: deliveries of its webhooks, and what they say of issues."""

from datetime import datetime

from services.metrics.webhooks.connectors.jira_issues import MEANINGS
from services.metrics.webhooks.connectors.jira_told import Told
from services.metrics.webhooks.connectors.reading import login, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms
from services.metrics.webhooks.signatures import Refusal, Scheme
from services.metrics.webhooks.tokens import brings_secret
from shared.schemas.metrics.options import JiraOptions

SCHEME = Scheme("X-Hub-Signature", prefix="sha256=")
IDENTIFIER = "X-Atlassian-Webhook-Identifier"
READS = (IDENTIFIER,)
OPTIONS = JiraOptions


def verify(received: Received, terms: Terms[JiraOptions], now: datetime) -> Refusal | None:
    """Signed, where Jira can; else with `?secret=` in the address, as Data Center has to."""
    if received.header(SCHEME.header):
        return SCHEME.judge(received, terms.secrets)
    return brings_secret(received, terms.secrets)


def identity(message: Message[JiraOptions]) -> str | None:
    """What Cloud's retries share; Data Center does not retry."""
    return login(message.header(IDENTIFIER))


def event(message: Message[JiraOptions]) -> str:
    """Such as `issue_updated`; a workflow's own webhook has no name but is a transition."""
    name = word(within(message.said, "webhookEvent")).removeprefix("jira:")
    unnamed = "transition" if within(message.said, "transition") else "unnamed"
    return name or unnamed


def translate(message: Message[JiraOptions]) -> Meaning:
    """What happened to an issue: by its status and its changes, never by the event's name."""
    meaning = MEANINGS.get(event(message))
    if meaning is None:
        return Ignored.NOT_FOLLOWED
    told = Told(message.said, message.options)
    item = told.item()
    return item if isinstance(item, Ignored) else meaning(told, item)
