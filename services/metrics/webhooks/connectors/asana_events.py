"""What Asana's events mean: of tasks themselves, and of the stories that tell their lives."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from services.metrics.webhooks.connectors.item_told import ItemTold, standing_of
from services.metrics.webhooks.connectors.reading import login, within, word
from services.metrics.webhooks.connectors.shape import Ignored, Meaning
from services.metrics.webhooks.connectors.times import instant
from shared.schemas.metrics.options import Standing, StandingOptions

# Whether a task is complete is told by its stories; what changed of the task itself is not said.
STORIES: Mapping[str, Standing] = {"marked_complete": "done", "marked_incomplete": "open"}


def happened(event: dict[str, Any], options: StandingOptions) -> Meaning:
    """One event's meaning."""
    kind, action = word(within(event, "resource", "resource_type")), word(event.get("action"))
    meaning = MEANINGS.get((kind, action))
    if meaning is None:
        return Ignored.NOT_FOLLOWED
    task = _task(event, within(event, "parent" if kind == "story" else "resource"))
    return task if isinstance(task, Ignored) else meaning(task, event, options)


def _told(task: ItemTold, event: Any, _: StandingOptions) -> Meaning:
    """A story of completion; a completed task that is marked incomplete is a reopening."""
    standing = STORIES.get(word(within(event, "resource", "resource_subtype")))
    if standing is None:
        return Ignored.UNCOUNTED
    return (task.moved(standing, before="done" if standing == "open" else None),)


def _placed(task: ItemTold, event: Any, options: StandingOptions) -> Meaning:
    """In a section it stands where the team says; else it is new, or new to the project."""
    parent = within(event, "parent")
    if word(within(parent, "resource_type")) != "section":
        return (task.happened("created"),)
    standing = standing_of(options.standings, within(parent, "gid"))
    return Ignored.UNPLACED if standing is None else (task.moved(standing),)


def _changed(task: ItemTold, event: Any, _: StandingOptions) -> Meaning:
    if word(within(event, "change", "field")) != "assignee":
        return Ignored.UNCOUNTED
    assignee = login(within(event, "change", "new_value", "gid"))
    return (replace(task, assignee=assignee).handed(None),)


def _task(event: dict[str, Any], task: Any) -> ItemTold | Ignored:
    number, at = login(within(task, "gid")), instant(event.get("created_at"))
    if number is None or word(within(task, "resource_type")) != "task":
        return Ignored.NO_ITEM
    if at is None:
        return Ignored.NO_TIME
    mark = login(within(event, "resource", "gid"))
    actor = login(within(event, "user", "gid"))
    return ItemTold(item=f"asana:{number}", at=at, mark=mark, actor=actor)


MEANINGS: Mapping[tuple[str, str], Callable[[ItemTold, Any, StandingOptions], Meaning]] = {
    ("story", "added"): _told,
    ("task", "added"): _placed,
    ("task", "changed"): _changed,
    ("task", "deleted"): lambda task, _, __: (task.happened("deleted"),),
    ("task", "undeleted"): lambda task, _, __: (task.happened("restored"),),
}
