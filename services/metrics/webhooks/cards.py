"""What an administrator reads of a tool before connecting it: data, with its options' schema."""

import tomllib
from functools import cache
from importlib.resources import files

from services.metrics.webhooks.connectors.registry import BRINGS_SECRET, CONNECTORS
from shared.schemas.metrics.connectors import ToolCard


@cache
def cards() -> list[ToolCard]:
    """The card of every tool; a tool without one, or a malformed one, stops the start."""
    folder = files("services.metrics.webhooks.connectors")
    said = tomllib.loads((folder / "cards.toml").read_text(encoding="utf-8"))
    return [
        ToolCard.model_validate(
            {
                "tool": tool,
                **said[tool],
                "brings_secret": tool in BRINGS_SECRET,
                "options": CONNECTORS[tool].OPTIONS.model_json_schema(),
            }
        )
        for tool in sorted(CONNECTORS)
    ]
