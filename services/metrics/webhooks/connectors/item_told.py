"""What one delivery says of a work item, whichever tool it is of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from msgspec import UNSET, UnsetType

from services.metrics.webhooks.connectors.reading import word
from services.metrics.work_items.transitions import (
    Kind,
    Measure,
    State,
    Transition,
    Work,
    identity_of,
)
from shared.schemas.metrics.options import Standing

AT_ONCE = timedelta(minutes=1)
TURNS: Mapping[Standing, Kind] = {
    "open": "opened",
    "started": "started",
    "paused": "paused",
    "done": "solved",
    "abandoned": "abandoned",
}
BEFORE: Mapping[Standing, State] = {
    "open": "open",
    "started": "open",
    "paused": "paused",
    "done": "solved",
    "abandoned": "abandoned",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTold:
    """An item as it was told of, and the moment that the delivery speaks of."""

    item: str
    work: Work = "issue"
    at: datetime
    mark: object = ""  # the tool's own name of the change: tells apart what is simultaneous
    actor: str | None = None
    assignee: str | UnsetType | None = UNSET
    author: str | None = None
    created_at: datetime | None = None
    points: float | UnsetType | None = UNSET
    undated: bool = False  # its tool did not say when, and we were told then

    def happened(
        self,
        kind: Kind,
        *,
        at: datetime | None = None,
        before: Standing | None = None,
        measure: Measure | None = None,
    ) -> Transition:
        """A transition with all that the delivery says of the item."""
        return Transition(
            item=self.item,
            work=self.work,
            kind=kind,
            id=identity_of(kind, self.at, self.mark),
            at=at or self.at,
            actor=self.actor,
            assignee=self.assignee,
            author=self.author,
            created_at=self.created_at,
            before=None if before is None else BEFORE[before],
            points=self.points,
            measure=measure,
            undated=self.undated,
        )

    def born(self, standing: Standing | None) -> Iterator[Transition]:
        """A creation: an item may be born assigned, or even done."""
        at = self.created_at or self.at
        yield self.happened("created", at=at)
        if self.somebody is not None:
            yield self.happened("assigned", at=at)
        if standing not in (None, "open"):
            yield self.happened(TURNS[standing], at=at)

    @property
    def somebody(self) -> str | None:
        """Who has it, if somebody is known to."""
        return self.assignee if isinstance(self.assignee, str) else None

    def moved(
        self, standing: Standing, *, before: Standing | None = None, done_at: datetime | None = None
    ) -> Transition:
        """A change of where it stands; done when the tool says that it was.

        What is closed only later was not done by who closed it.
        """
        if standing != "done" or done_at is None or done_at > self.at:
            return self.happened(TURNS[standing], before=before)
        if self.at - done_at <= AT_ONCE:
            return self.happened("solved", at=done_at, before=before)
        return replace(self, actor=None).happened("closed", at=done_at)

    def handed(self, before: str | None) -> Transition:
        """A change of assignee, from whom or from nobody."""
        if self.somebody is None:
            return self.happened("unassigned")
        return self.happened("reassigned" if before else "assigned")


def standing_of(known: Mapping[str, Standing], *names: object) -> Standing | None:
    """Where work stands in the status of one of these names, by what is known of names."""
    said = {word(name) for name in names} - {""}
    return next((standing for name, standing in known.items() if name.lower() in said), None)
