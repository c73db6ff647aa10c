"""What GitHub's events about pull requests and their reviews mean."""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from services.metrics.webhooks.connectors.github_items import Told, human, is_bot
from services.metrics.webhooks.connectors.reading import flag, login, within, word
from services.metrics.webhooks.connectors.shape import Ignored, Meaning
from services.metrics.webhooks.connectors.times import instant
from services.metrics.work_items.transitions import Kind, Transition

TURNS: Mapping[str, Kind] = {
    "ready_for_review": "ready",
    "converted_to_draft": "drafted",
    "reopened": "opened",
    "review_requested": "review_requested",
}
VERDICTS = frozenset({"approved", "changes_requested", "commented"})


def pull_request_moved(told: Told) -> Meaning:
    """Opened, turned to a draft and back, closed: merged or not."""
    if is_bot(told.of("user")):
        return Ignored.BOT
    if told.action == "opened":
        return _opened(told)
    if told.action == "closed":
        # Nobody says "merged": it is a closing, and now and then without the time of the merge.
        merged = flag(told.of("merged")) or instant(told.of("merged_at")) is not None
        at = told.first_time("merged_at", "closed_at", "updated_at")
        return _moved(told, "merged" if merged else "abandoned", at)
    kind = TURNS.get(told.action)
    if kind is None:
        return Ignored.NOT_FOLLOWED
    return _moved(told, kind, told.first_time("updated_at"))


def reviewed(told: Told) -> Meaning:
    """A review by another human."""
    reviewer = within(told.said, "review", "user")
    if told.action != "submitted" or word(within(told.said, "review", "state")) not in VERDICTS:
        return Ignored.NOT_FOLLOWED
    if is_bot(reviewer) or is_bot(told.of("user")):
        return Ignored.BOT
    if human(reviewer) is not None and human(reviewer) == human(told.of("user")):
        return Ignored.OWN_REVIEW
    at = instant(within(told.said, "review", "submitted_at")) or told.first_time("updated_at")
    if at is None:
        return Ignored.NO_TIME
    mark = login(within(told.said, "review", "id"))
    return (_transition(told, "reviewed", at, mark, human(reviewer)),)


def _opened(told: Told) -> Meaning:
    at = told.first_time("created_at", "updated_at")
    opened = _moved(told, "created", at)
    if at is None or isinstance(opened, Ignored) or not flag(told.of("draft")):
        return opened
    return (*opened, _transition(told, "drafted", at))


def _moved(told: Told, kind: Kind, at: datetime | None) -> Meaning:
    return Ignored.NO_TIME if at is None else (_transition(told, kind, at),)


def _transition(
    told: Told, kind: Kind, at: datetime, mark: object = "", actor: str | None = None
) -> Transition:
    happened = told.happened("pull_request", kind, at, mark)
    return replace(happened, author=human(told.of("user")), actor=actor or happened.actor)
