"""What GitLab's events about issues mean."""

from collections.abc import Iterator

from services.metrics.webhooks.connectors.gitlab_told import Told, human
from services.metrics.webhooks.connectors.item_told import ItemTold, standing_of
from services.metrics.webhooks.connectors.reading import dicts, within
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message
from services.metrics.webhooks.connectors.times import instant
from services.metrics.work_items.transitions import Transition
from shared.schemas.metrics.options import GitlabOptions, Standing


def issue_moved(message: Message[GitlabOptions]) -> Meaning:
    """Opened, closed, reopened; an update tells assignees, weight and the board's labels."""
    told = Told(message.said)
    item = told.item("issue")
    if isinstance(item, Ignored):
        return item
    if told.action == "open":
        return tuple(item.born(None))
    if told.action == "reopen":
        return (item.happened("opened"),)
    if told.action == "close":
        return (_closed(told, item, message.options),)
    updates = _updates(told, item, message.options) if told.action == "update" else ()
    return tuple(updates) or Ignored.UNCOUNTED


def _closed(told: Told, item: ItemTold, options: GitlabOptions) -> Transition:
    """Done, unless it is a duplicate, went elsewhere, or bears a label that says it is not."""
    elsewhere = told.of("duplicated_to_id") or told.of("moved_to_id")
    abandoned = elsewhere or _standing(within(told.said, "labels"), options) == "abandoned"
    return item.moved("abandoned" if abandoned else "done", done_at=instant(told.of("closed_at")))


def _updates(told: Told, item: ItemTold, options: GitlabOptions) -> Iterator[Transition]:
    assignees, labels = told.change("assignees"), told.change("labels")
    if isinstance(assignees, dict):
        before = map(human, dicts(assignees.get("previous")))
        yield item.handed(next((name for name in before if name is not None), None))
    if isinstance(told.change("weight"), dict):
        yield item.happened("estimated")
    known = dicts(within(labels, "previous"))
    new = [label for label in dicts(within(labels, "current")) if label not in known]
    standing = _standing(new, options)
    if standing is not None:
        yield item.moved(standing)


def _standing(labels: object, options: GitlabOptions) -> Standing | None:
    """Where an issue stands by its labels, as on a board."""
    return standing_of(options.standings, *(label.get("title") for label in dicts(labels)))
