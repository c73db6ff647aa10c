"""Facts that hold only once their item has been quiet for a while, and when that will be."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.metrics.work_items.facts import Fact


def settled(facts: Sequence[Fact], now: datetime, quiet: timedelta) -> list[Fact]:
    """The facts that hold now: what may yet be disproved waits for the quiet to pass."""
    return [fact for fact in facts if not fact.settles or fact.time + quiet <= now]


def due(facts: Sequence[Fact], now: datetime, quiet: timedelta) -> datetime | None:
    """When the next of the facts will hold, if nothing happens meanwhile."""
    times = (fact.time + quiet for fact in facts if fact.settles)
    return min((at for at in times if at > now), default=None)
