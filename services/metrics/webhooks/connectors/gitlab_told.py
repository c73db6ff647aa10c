"""One of GitLab's deliveries, as it was told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from msgspec import UNSET, UnsetType

from services.metrics.webhooks.connectors.item_told import ItemTold
from services.metrics.webhooks.connectors.reading import dicts, login, number, text, within, word
from services.metrics.webhooks.connectors.shape import Ignored
from services.metrics.webhooks.connectors.times import instant
from services.metrics.work_items.transitions import Work

# Bots of projects, groups and the product itself, by how GitLab names them.
BOT = re.compile(r"(project|group)_\d+_bot.*|.*(-|_|\[)bot\]?|ghost", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A delivery, and which part of it the item is: the object itself, or what a note is on."""

    said: Any
    part: str = "object_attributes"

    def of(self, *path: str) -> Any:
        """What the item is like."""
        return within(self.said, self.part, *path)

    def event(self, *path: str) -> Any:
        """What the object of the event is like: the item, or a note on it."""
        return within(self.said, "object_attributes", *path)

    def change(self, name: str) -> Any:
        """What a field was before and is now."""
        return within(self.said, "changes", name)

    @property
    def action(self) -> str:
        """What was done; a delivery to test the hook does not say."""
        return word(self.event("action"))

    @property
    def author(self) -> str | None:
        """Whoever opened it, if anybody in the delivery has their id; some say no ids at all."""
        wanted = self.of("author_id")
        people = {key: name for key, name in self._people() if key is not None}
        opener = within(self.said, "user")
        if self.action == "open" and within(opener, "id") is None:
            return human(opener)
        return people.get(wanted) if isinstance(wanted, int | str) else None

    @property
    def assignee(self) -> str | UnsetType | None:
        """The first assignee who is human; unset where an id is said and no name."""
        people = [within(self.said, "assignee"), *dicts(within(self.said, "assignees"))]
        names = (human(person) for person in people)
        named = next((name for name in names if name is not None), None)
        if named is None and (self.of("assignee_id") or self.of("assignee_ids")):
            return None if any(people) else UNSET
        return named

    def item(self, work: Work, mark: object = "") -> ItemTold | Ignored:
        """The item as GitLab itself writes it: `gitlab:group/project#12`, or `!12`."""
        project = text(within(self.said, "project", "path_with_namespace"))
        iid = login(self.of("iid"))
        at = instant(self.event("updated_at")) or instant(self.event("created_at"))
        if project is None or iid is None:
            return Ignored.NO_ITEM
        if at is None:
            return Ignored.NO_TIME
        shown = isinstance(self.of(), dict) and "weight" in self.of()
        return ItemTold(
            item=f"gitlab:{project}{'!' if work == 'pull_request' else '#'}{iid}",
            work=work,
            at=at,
            mark=mark,
            actor=human(within(self.said, "user")),
            assignee=self.assignee,
            author=self.author if work == "pull_request" else None,
            created_at=instant(self.of("created_at")),
            points=number(self.of("weight")) if shown else UNSET,
        )

    def _people(self) -> Iterator[tuple[Any, str | None]]:
        """Everybody who is named, by their id."""
        lists = (dicts(within(self.said, name)) for name in ("assignees", "reviewers"))
        for person in (within(self.said, "user"), *(one for several in lists for one in several)):
            yield _key(within(person, "id")), human(person)
        yield _key(self.of("assignee_id")), human(within(self.said, "assignee"))


def _key(value: Any) -> Any:
    return value if isinstance(value, int | str) else None


def human(user: Any) -> str | None:
    """The name of a user who is no bot."""
    name = login(within(user, "username"))
    return None if name is None or BOT.fullmatch(name) else name
