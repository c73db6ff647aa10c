"""Events in plain Python: what a store of events must come to, in a page."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from tests.metrics.aggregations.test_over_http import FOLDS as AGGREGATED

FOLDS = {
    "tickets_closed": AGGREGATED["sum"],
    "nps": AGGREGATED["mean"],
    **{f"own_{name}": AGGREGATED[name] for name in ("min", "latest", "distinct", "percentile")},
}
BILLION = 10**9

Key = tuple[str, str]  # subject and id; the source is always the same
Place = tuple[str, str, str]  # subject, metric and day
Days = dict[Place, tuple[int, int, int]]
Values = dict[Place, tuple[int, float]]


@dataclass(frozen=True)
class Kept:
    """An event: what was first said, what it says now, whether it counts, and its version."""

    first: dict[str, Any]
    says: dict[str, Any]
    void: bool = False
    version: int = 1


@dataclass
class Model:
    """Every event once, as it stands."""

    events: dict[Key, Kept] = field(default_factory=dict)

    def post(self, said: dict[str, Any]) -> str:
        """Keep an event unless one of its identity is known; its fate."""
        key = said["subject"], said["id"]
        if not is_countable(said):
            return "quarantined"
        if key not in self.events:
            self.events[key] = Kept(said, said)
            return "stored"
        return "duplicate" if self.events[key].first == said else "conflict"

    def correct(self, key: Key, change: dict[str, Any]) -> str:
        """Have an event say something else; what became of it."""
        stood = self.events[key]
        if stood.void and "void" not in change:
            return "event-is-void"
        says: dict[str, Any] = stood.says | {
            name: value for name, value in change.items() if name != "void"
        }
        if not is_countable(says):
            return "correction-uncountable"
        if says == stood.says and not stood.void:
            return "unchanged"
        self.events[key] = replace(stood, says=says, void=False, version=stood.version + 1)
        return "restored" if stood.void else "corrected"

    def make_void(self, key: Key) -> str:
        """Have an event count no more; what became of it."""
        stood = self.events[key]
        if stood.void:
            return "unchanged"
        self.events[key] = replace(stood, void=True, version=stood.version + 1)
        return "voided"

    def values(self) -> Values:
        """What series must tell: how many events of each day count, and what they come to."""
        counting = [kept.says for kept in self.events.values() if not kept.void]
        by_day: dict[Place, list[dict[str, Any]]] = {}
        for event in counting:
            place = event["subject"], event["metric"], event["time"][:10]
            by_day.setdefault(place, []).append(event)
        return {place: (len(events), FOLDS[place[1]](events)) for place, events in by_day.items()}

    def days(self) -> Days:
        """What the days must be: the fold of the events that count, in whole billionths."""
        days: Days = {}
        for event in (kept.says for kept in self.events.values() if not kept.void):
            place = event["subject"], event["metric"], event["time"][:10]
            count, total, weight = days.get(place, (0, 0, 0))
            gain = round(event["value"] * event["weight"] * BILLION)
            days[place] = count + 1, total + gain, weight + round(event["weight"] * BILLION)
        return days


def is_countable(said: dict[str, Any]) -> bool:
    """Whether the catalogue lets an event count."""
    if said["metric"] == "own_distinct":
        return "customer" in said["attributes"]
    return said["metric"] != "tickets_closed" or said["value"] >= 0


def exact(billionths: int) -> Decimal:
    """A sum as PostgreSQL keeps it, digit by digit."""
    return Decimal(billionths).scaleb(-9)
