"""What Jira's events about issues mean."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from services.metrics.webhooks.connectors.item_told import ItemTold
from services.metrics.webhooks.connectors.jira_told import Told, human
from services.metrics.webhooks.connectors.reading import flag, login, within
from services.metrics.webhooks.connectors.shape import Ignored, Meaning
from services.metrics.webhooks.connectors.times import instant
from services.metrics.work_items.transitions import Transition
from shared.schemas.metrics.options import Standing

ASSIGNED = "issue_assigned"


def _created(told: Told, item: ItemTold) -> Meaning:
    return tuple(item.born(told.standing))


def _updated(told: Told, item: ItemTold) -> Meaning:
    """Rank, sprint, priority and comments change nothing that is counted."""
    moved_unseen = Ignored.UNPLACED if "status" in told.changes else Ignored.UNCOUNTED
    return tuple(_changes(told, item)) or moved_unseen


def _changes(told: Told, item: ItemTold) -> Iterator[Transition]:
    changes = told.changes
    if "assignee" in changes:
        yield item.handed(login(changes["assignee"].get("from")))
    elif within(told.said, "issue_event_type_name") == ASSIGNED and isinstance(item.assignee, str):
        yield item.handed(None)  # it happens that the event says so, and no change does
    if any(name.lower() in changes for name in told.options.story_points):
        yield item.happened("estimated")
    if "status" in changes or "resolution" in changes:
        yield from _moved(told, item)


def _moved(told: Told, item: ItemTold) -> Iterator[Transition]:
    """A resolution is the end and losing it is a reopening, in whatever status."""
    standing = told.standing
    resolution = told.changes.get("resolution")
    if resolution is not None and standing != "abandoned":
        resolved = login(resolution.get("to")) or resolution.get("toString")
        standing = "done" if resolved else _undone(told)
    if standing is not None:
        yield item.moved(standing, done_at=instant(told.field("resolutiondate")))


def _undone(told: Told) -> Standing:
    standing = told.standing
    return "open" if standing in (None, "done", "abandoned") else standing


def _transitioned(told: Told, item: ItemTold) -> Meaning:
    """A workflow's own webhook: the issue it shows is from before the transition."""
    standing = told.called(within(told.said, "transition", "to_status"))
    return Ignored.UNPLACED if standing is None else (item.moved(standing),)


def _commented(told: Told, item: ItemTold) -> Meaning:
    """A public word of ours on a customer's ticket; elsewhere a comment is talk."""
    author = human(within(told.said, "comment", "author"))
    if not told.is_ticket:
        return Ignored.UNCOUNTED
    if author is None or flag(within(told.said, "comment", "jsdPublic")) is not True:
        return Ignored.NO_REPLY
    mark = login(within(told.said, "comment", "id"))
    return (replace(item, actor=author, mark=mark).happened("replied"),)


MEANINGS: Mapping[str, Callable[[Told, ItemTold], Meaning]] = {
    "issue_created": _created,
    "issue_updated": _updated,
    "comment_created": _commented,
    "issue_deleted": lambda _, item: (item.happened("deleted"),),
    "transition": _transitioned,
}
