"""What GitLab's events about merge requests and the notes on them mean."""

from collections.abc import Iterator, Mapping

from services.metrics.webhooks.connectors.gitlab_told import Told
from services.metrics.webhooks.connectors.item_told import ItemTold
from services.metrics.webhooks.connectors.reading import flag, login, within, word
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message
from services.metrics.work_items.transitions import Kind, Transition
from shared.schemas.metrics.options import GitlabOptions

# GitLab does not say when a merge was: it is the update by the action itself.
TURNS: Mapping[str, Kind] = {"merge": "merged", "close": "abandoned", "reopen": "opened"}
REVIEWS = frozenset({"approved", "approval"})
DRAFT = ("draft", "work_in_progress")


def merge_request_moved(message: Message[GitlabOptions]) -> Meaning:
    """Opened, turned to a draft and back, approved, merged, closed."""
    told = Told(message.said)
    item = told.item("pull_request")
    if isinstance(item, Ignored):
        return item
    if told.action in REVIEWS:
        return _reviewed(told, item)
    if told.action == "open":
        return tuple(_opened(told, item))
    if told.action == "update":
        return tuple(_redrafted(told, item)) or Ignored.UNCOUNTED
    kind = TURNS.get(told.action)
    return Ignored.UNCOUNTED if kind is None else (item.happened(kind),)


def noted(message: Message[GitlabOptions]) -> Meaning:
    """A note on the changes themselves is a review; any other is talk."""
    told = Told(message.said, "merge_request")
    if word(told.event("noteable_type")) != "mergerequest":
        return Ignored.NOT_FOLLOWED
    if word(told.event("type")) != "diffnote" or flag(told.event("system")):
        return Ignored.UNCOUNTED
    item = told.item("pull_request", mark=login(told.event("id")))
    return item if isinstance(item, Ignored) else _reviewed(told, item)


def _reviewed(told: Told, item: ItemTold) -> Meaning:
    """By a human who is not the author."""
    if item.actor is None:
        return Ignored.BOT
    reviewer = within(told.said, "user", "id")
    if item.actor == item.author or (reviewer and reviewer == told.of("author_id")):
        return Ignored.OWN_REVIEW
    return (item.happened("reviewed"),)


def _opened(told: Told, item: ItemTold) -> Iterator[Transition]:
    yield item.happened("created", at=item.created_at)
    if any(flag(told.of(name)) for name in DRAFT):
        yield item.happened("drafted", at=item.created_at)


def _redrafted(told: Told, item: ItemTold) -> Iterator[Transition]:
    changes = (told.change(name) for name in DRAFT)
    now = next((flag(within(change, "current")) for change in changes if change), None)
    if now is not None:
        yield item.happened("drafted" if now else "ready")
