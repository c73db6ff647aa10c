"""The tools that may deliver webhooks, by name."""

from collections.abc import Callable, Mapping
from typing import Any

from services.metrics.webhooks.connectors import github, gitlab, jira, zendesk
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Connector, Greeting

CONNECTORS: Mapping[str, Connector[Any]] = {
    "github": github,
    "gitlab": gitlab,
    "jira": jira,
    "zendesk": zendesk,
}

# Who wants to be greeted before it delivers, and how each is answered.
GREETINGS: Mapping[str, Callable[[Received], Greeting | None]] = {}
# Who brings its secret with its first call.
BRINGS_SECRET: frozenset[str] = frozenset()
