"""One of Jira's issues, as a delivery shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from msgspec import UNSET, UnsetType

from services.metrics.webhooks.connectors.item_told import ItemTold, standing_of
from services.metrics.webhooks.connectors.reading import (
    dicts,
    login,
    named_in,
    number,
    within,
    word,
)
from services.metrics.webhooks.connectors.shape import Ignored
from services.metrics.webhooks.connectors.times import instant
from shared.schemas.metrics.options import JiraOptions, Standing

CATEGORIES: Mapping[str, Standing] = {
    "new": "open",
    "undefined": "open",
    "indeterminate": "started",
    "done": "done",
}
# Where no category is said: the names that Jira brings along.
STATUSES: Mapping[str, Standing] = {
    **dict.fromkeys(("to do", "open", "reopened", "backlog"), "open"),
    **dict.fromkeys(("done", "closed", "resolved"), "done"),
    "in progress": "started",
}
NOT_OURS = frozenset({"app", "customer"})


@dataclass(frozen=True, slots=True)
class Told:
    """An issue with what changed of it."""

    said: Any
    options: JiraOptions

    def field(self, *path: str) -> Any:
        """What the issue is like now."""
        return within(self.said, "issue", "fields", *path)

    @property
    def changes(self) -> dict[str, dict[str, Any]]:
        """Each change, by the field's name and, on Cloud, its id."""
        items = dicts(within(self.said, "changelog", "items"))
        return {word(item.get(name)): item for item in items for name in ("field", "fieldId")}

    @property
    def standing(self) -> Standing | None:
        """Where the issue stands now, with or without a name that the site made up."""
        status, category = self.field("status"), self.field("status", "statusCategory", "key")
        by_category = CATEGORIES.get(word(category))
        return self.judged(self.called(within(status, "name"), within(status, "id"), by_category))

    def called(
        self, name: Any, key: Any = None, by_category: Standing | None = None
    ) -> Standing | None:
        """Where issues stand in a status, by what was said of it, its category or its name."""
        said = standing_of(self.options.standings, name, key)
        return said or by_category or STATUSES.get(word(name))

    def judged(self, standing: Standing | None) -> Standing | None:
        """Done, unless it was resolved without being done."""
        resolution = word(self.field("resolution", "name"))
        undone = resolution in {name.lower() for name in self.options.not_done}
        return "abandoned" if standing == "done" and undone else standing

    @property
    def points(self) -> float | UnsetType | None:
        """The estimate, if the delivery shows or changes it."""
        fields, changes = self.field(), self.changes
        for name in self.options.story_points:
            if isinstance(fields, dict) and name in fields:
                return number(fields[name])
            if name.lower() in changes:
                return number(changes[name.lower()].get("toString"))
        return UNSET

    @property
    def is_ticket(self) -> bool:
        """Whether the issue is a customer's: of a service desk's project."""
        return named_in(self.options.service_projects, self.field("project", "key"))

    def item(self) -> ItemTold | Ignored:
        """The issue by its id, which it keeps when it moves to another project."""
        issue = login(within(self.said, "issue", "id"))
        at = instant(within(self.said, "timestamp")) or instant(self.field("updated"))
        if issue is None:
            return Ignored.NO_ITEM
        if at is None:
            return Ignored.NO_TIME
        fields = self.field()
        shown = isinstance(fields, dict) and "assignee" in fields
        return ItemTold(
            item=f"jira:{issue}",
            work="ticket" if self.is_ticket else "issue",
            at=at,
            mark=login(within(self.said, "changelog", "id")) or "",
            actor=human(within(self.said, "user")),
            assignee=human(self.field("assignee")) if shown else UNSET,
            author=human(self.field("reporter")) if self.is_ticket else None,
            created_at=instant(self.field("created")),
            points=self.points,
        )


def human(user: Any) -> str | None:
    """One of ours, by Cloud's account id or by the name on Data Center; no app, no customer."""
    if word(within(user, "accountType")) in NOT_OURS:
        return None
    names = (login(within(user, name)) for name in ("accountId", "name", "key"))
    return next((name for name in names if name is not None), None)
