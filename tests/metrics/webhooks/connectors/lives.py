"""The life of an item of every tool, delivery by delivery, and the facts that it comes to."""

from collections.abc import Mapping
from importlib import import_module

from services.metrics.webhooks.connectors.registry import CONNECTORS
from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life, Sent


def _life_of(tool: str) -> Life:
    """What `LIFE` is in the module beside this one that is named for the tool."""
    name = f"tests.metrics.webhooks.connectors.{tool.replace('-', '_')}"
    life: Life = import_module(name).LIFE
    return life


LIVES: Mapping[str, Life] = {tool: _life_of(tool) for tool in CONNECTORS}


def read_sent(tool: str, sent: Sent) -> Reading:
    """How one of a life's deliveries is read."""
    headers, said = sent
    return read_as(tool, said, headers, **LIVES[tool].options)
