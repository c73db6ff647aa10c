"""What an item's life comes to at a moment, and what of that is remembered beside the item."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from services.metrics.catalogue.domain import Catalogue
from services.metrics.events.domain import Event
from services.metrics.numbering import Names
from services.metrics.work_items.domain import facts_of
from services.metrics.work_items.keeping import Judging, Kept, Origin, Uncounted, credited
from services.metrics.work_items.settling import due, settled
from services.metrics.work_items.transitions import Transition


@dataclass(frozen=True)
class Refolding:
    """What folding needs: the catalogue, names' numbers, the zone, the hour, the quiet period."""

    catalogue: Catalogue
    names: Names
    zone: ZoneInfo
    at: datetime
    quiet: timedelta


@dataclass(frozen=True)
class Remembered:
    """What is kept of an item: its facts, those that cannot be counted, and when more follow."""

    facts: list[Kept]
    uncounted: list[Uncounted]
    due: datetime | None


@dataclass(frozen=True)
class Standing:
    """What an item's life comes to now, and when that changes if nothing happens.

    Each fact has its event, but for those that stand since before.
    """

    facts: dict[Kept, Event | None]
    uncounted: list[Uncounted]
    due: datetime | None

    @property
    def remembered(self) -> Remembered:
        """What of it is kept beside the item."""
        return Remembered(list(self.facts), self.uncounted, self.due)


def standing_of(
    item: str, life: Iterable[Transition], before: Remembered, origin: Origin, how: Refolding
) -> Standing:
    """The facts that hold now as their events, and those that cannot be counted."""
    facts = facts_of(life)
    judging = Judging(frozenset(before.facts), how.catalogue, how.zone, how.at)
    told = [credited(item, fact, origin, judging) for fact in settled(facts, how.at, how.quiet)]
    return Standing(
        dict(one for one in told if isinstance(one, tuple)),
        [one for one in told if isinstance(one, Uncounted)],
        due(facts, how.at, how.quiet),
    )
