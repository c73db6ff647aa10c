"""The tools that may deliver webhooks, by name."""

from collections.abc import Callable, Mapping
from typing import Any

from services.metrics.webhooks.connectors import (
    freshdesk,
    front,
    github,
    gitlab,
    groove,
    helpscout,
    hubspot,
    intercom,
    jira,
    opsgenie,
    pagerduty,
    servicenow,
    zendesk,
)
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Connector, Greeting

CONNECTORS: Mapping[str, Connector[Any]] = {
    "freshdesk": freshdesk,
    "front": front,
    "github": github,
    "gitlab": gitlab,
    "groove": groove,
    "helpscout": helpscout,
    "hubspot": hubspot,
    "intercom": intercom,
    "jira": jira,
    "opsgenie": opsgenie,
    "pagerduty": pagerduty,
    "servicenow": servicenow,
    "zendesk": zendesk,
}

# Who wants to be greeted before it delivers, and how each is answered.
GREETINGS: Mapping[str, Callable[[Received], Greeting | None]] = {"front": front.greet}
# Who brings its secret with its first call.
BRINGS_SECRET: frozenset[str] = frozenset()
