"""The tools that may deliver webhooks, by name."""

from collections.abc import Mapping

from services.metrics.webhooks.connectors import github, zendesk
from services.metrics.webhooks.connectors.shape import Connector

CONNECTORS: Mapping[str, Connector] = {"zendesk": zendesk, "github": github}
