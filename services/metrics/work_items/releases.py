"""What a release's life says: that it came out."""

from collections.abc import Iterator

from services.metrics.work_items.facts import Fact, counted
from services.metrics.work_items.transitions import Transition, is_gone


def release_facts(life: list[Transition]) -> Iterator[Fact]:
    """A release, on the human who made it, else on the connector's team."""
    made = next((one for one in life if one.kind == "created"), None)
    if made is not None and not is_gone(life):
        yield counted("releases", made.author, made)
