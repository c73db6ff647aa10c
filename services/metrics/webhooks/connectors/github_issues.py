"""What GitHub's events about issues mean."""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from services.metrics.webhooks.connectors.github_items import Told, human
from services.metrics.webhooks.connectors.reading import word
from services.metrics.webhooks.connectors.shape import Ignored, Meaning
from services.metrics.work_items.transitions import Kind

TURNS: Mapping[str, Kind] = {
    "opened": "created",
    "reopened": "opened",
    "assigned": "assigned",
    "unassigned": "unassigned",
    "closed": "solved",
    "deleted": "deleted",
}
NOT_DONE = frozenset({"not_planned", "duplicate"})


def issue_moved(told: Told) -> Meaning:
    """Opened, assigned, closed, reopened; closed as not planned or a duplicate is not done."""
    kind = TURNS.get(told.action)
    if kind is None:
        return Ignored.NOT_FOLLOWED
    if kind == "solved" and word(told.of("state_reason")) in NOT_DONE:
        kind = "abandoned"
    at = _time_of(told, kind)
    if at is None:
        return Ignored.NO_TIME
    assignee = _assignee(told)
    return (replace(told.happened("issue", kind, at, assignee), assignee=assignee),)


def _time_of(told: Told, kind: Kind) -> datetime | None:
    if kind == "created":
        return told.first_time("created_at", "updated_at")
    if kind in ("solved", "abandoned"):
        return told.first_time("closed_at", "updated_at")
    return told.first_time("updated_at")


def _assignee(told: Told) -> str | None:
    """The first assignee who is human."""
    several = told.of("assignees")
    users = [told.of("assignee"), *(several if isinstance(several, list) else [])]
    return next((name for name in map(human, users) if name is not None), None)
