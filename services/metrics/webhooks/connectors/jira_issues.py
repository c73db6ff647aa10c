"""What Jira's events about issues mean."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from services.metrics.webhooks.connectors.item_told import TURNS, ItemTold
from services.metrics.webhooks.connectors.jira_told import Told
from services.metrics.webhooks.connectors.reading import login, within
from services.metrics.webhooks.connectors.shape import Ignored, Meaning
from services.metrics.webhooks.connectors.times import instant
from services.metrics.work_items.transitions import Transition
from shared.schemas.metrics.options import Standing

AT_ONCE = timedelta(minutes=1)
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
    if standing == "done":
        yield _done(told, item)
    elif standing is not None:
        yield item.happened(TURNS[standing])


def _undone(told: Told) -> Standing:
    standing = told.standing
    return "open" if standing in (None, "done", "abandoned") else standing


def _done(told: Told, item: ItemTold) -> Transition:
    """Done when it was resolved; what is closed only later was not solved by who closed it."""
    resolved = instant(told.field("resolutiondate"))
    if resolved is None or resolved > item.at:
        return item.happened("solved")
    if item.at - resolved <= AT_ONCE:
        return item.happened("solved", at=resolved)
    return replace(item, actor=None).happened("closed", at=resolved)


def _transitioned(told: Told, item: ItemTold) -> Meaning:
    """A workflow's own webhook: the issue it shows is from before the transition."""
    standing = told.called(within(told.said, "transition", "to_status"))
    return Ignored.UNPLACED if standing is None else (item.happened(TURNS[standing]),)


MEANINGS: Mapping[str, Callable[[Told, ItemTold], Meaning]] = {
    "issue_created": _created,
    "issue_updated": _updated,
    "issue_deleted": lambda _, item: (item.happened("deleted"),),
    "transition": _transitioned,
}
