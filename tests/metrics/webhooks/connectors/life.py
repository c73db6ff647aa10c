"""The life of an item, as its tool delivers it."""

from dataclasses import dataclass, field
from typing import Any

Sent = tuple[dict[str, str], Any]  # headers and body


@dataclass(frozen=True)
class Life:
    """What a tool sends in the course of an item's life, and whose facts follow, by metric."""

    deliveries: list[Sent]
    facts: dict[str, tuple[str | None, float]]
    options: dict[str, Any] = field(default_factory=dict)
