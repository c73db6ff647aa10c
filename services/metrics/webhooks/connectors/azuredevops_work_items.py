"""What Azure DevOps' events about work items mean."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from msgspec import UNSET, UnsetType

from services.metrics.webhooks.connectors.azuredevops_people import human
from services.metrics.webhooks.connectors.item_told import ItemTold, standing_of
from services.metrics.webhooks.connectors.reading import login, named_in, number, within, word
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message
from services.metrics.webhooks.connectors.times import instant
from services.metrics.work_items.transitions import Transition
from shared.schemas.metrics.options import AzureOptions, Standing

# The states of the processes that Azure brings along; resolved still waits to be verified.
STATES: Mapping[str, Standing] = {
    **dict.fromkeys(("new", "to do", "proposed", "approved"), "open"),
    **dict.fromkeys(("active", "committed", "doing", "in progress", "resolved"), "started"),
    **dict.fromkeys(("done", "closed", "completed"), "done"),
    "removed": "abandoned",
}
STATE, ASSIGNEE = "System.State", "System.AssignedTo"


@dataclass(frozen=True, slots=True)
class Told:
    """A work item as it is after an event, and what changed."""

    said: Any
    options: AzureOptions
    fields: Any
    changes: Any

    def standing(self, state: Any) -> Standing | None:
        """Where work stands in a state."""
        return standing_of(self.options.standings, state) or STATES.get(word(state))

    @property
    def standing_now(self) -> Standing | None:
        """Done, unless for a reason that completes nothing."""
        standing = self.standing(within(self.fields, STATE))
        undone = named_in(self.options.not_done, within(self.fields, "System.Reason"))
        return "abandoned" if standing == "done" and undone else standing

    @property
    def points(self) -> float | UnsetType | None:
        """The estimate; none where its change left none."""
        for name in self.options.story_points:
            if isinstance(self.fields, dict) and name in self.fields:
                return number(self.fields[name])
            if isinstance(within(self.changes, name), dict):
                return None
        return UNSET

    def item(self) -> ItemTold | Ignored:
        """By its number, which is one of its organization's; a revision's own end is no time."""
        resource, fields = within(self.said, "resource"), self.fields
        key = login(within(resource, "workItemId")) or login(within(resource, "id"))
        at = instant(within(fields, "System.ChangedDate")) or instant(
            within(self.said, "createdDate")
        )
        if key is None:
            return Ignored.NO_ITEM
        if at is None:
            return Ignored.NO_TIME
        actor = human(within(resource, "revisedBy")) or human(within(fields, "System.ChangedBy"))
        return ItemTold(
            item=f"azuredevops:{key}",
            at=at,
            mark=login(within(resource, "rev")) or "",
            actor=actor,
            assignee=human(fields.get(ASSIGNEE)) if isinstance(fields, dict) else UNSET,
            created_at=instant(within(fields, "System.CreatedDate")),
            points=self.points,
        )


def work_item_created(message: Message[AzureOptions]) -> Meaning:
    """It may be born assigned."""
    told = Told(message.said, message.options, within(message.said, "resource", "fields"), None)
    item = told.item()
    return item if isinstance(item, Ignored) else tuple(item.born(told.standing_now))


def work_item_changed(message: Message[AzureOptions]) -> Meaning:
    """What its fields were and are."""
    resource = within(message.said, "resource")
    fields, changes = within(resource, "revision", "fields"), within(resource, "fields")
    told = Told(message.said, message.options, fields, changes)
    item = told.item()
    if isinstance(item, Ignored):
        return item
    return tuple(_changes(told, item)) or Ignored.UNCOUNTED


def work_item_gone(message: Message[AzureOptions]) -> Meaning:
    """Deleted, or restored."""
    resource = within(message.said, "resource")
    fields = within(resource, "revision", "fields") or within(resource, "fields")
    item = Told(message.said, message.options, fields, None).item()
    if isinstance(item, Ignored):
        return item
    restored = word(within(message.said, "eventType")) == "workitem.restored"
    return (item.happened("restored" if restored else "deleted"),)


def _changes(told: Told, item: ItemTold) -> Iterator[Transition]:
    if isinstance(within(told.changes, ASSIGNEE), dict):
        yield item.handed(human(within(told.changes, ASSIGNEE, "oldValue")))
    if any(isinstance(within(told.changes, name), dict) for name in told.options.story_points):
        yield item.happened("estimated")
    standing = told.standing_now
    if isinstance(within(told.changes, STATE), dict) and standing is not None:
        done_at = instant(within(told.fields, "Microsoft.VSTS.Common.ClosedDate"))
        before = told.standing(within(told.changes, STATE, "oldValue"))
        yield item.moved(standing, before=before, done_at=done_at)
