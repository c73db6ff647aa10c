"""What GitLab sends about merge request 12 by Ana and issue 13, as small as it can be."""

from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life

ANA = {"id": 1, "username": "ana"}
BEN = {"id": 2, "username": "ben"}
BOT = {"id": 3, "username": "project_5_bot_c0ffee"}
PROJECT = {"path_with_namespace": "octo/hello"}


def at(minute: int) -> str:
    """A minute of that hour, as GitLab writes it."""
    return f"2026-03-02 12:{minute:02}:00 UTC"


def merge_request(action: str | None, minute: int, **more: Any) -> dict[str, Any]:
    """An event about the merge request; `user` is who did it, `changes` what changed."""
    beside = {name: more.pop(name) for name in ("user", "changes", "assignees") if name in more}
    known = {"iid": 12, "author_id": 1, "created_at": at(0), "updated_at": at(minute)}
    said = {"object_kind": "merge_request", "user": ANA, "project": PROJECT} | beside
    action_told = {} if action is None else {"action": action}
    return said | {"object_attributes": known | action_told | more}


def issue(action: str | None, minute: int, **more: Any) -> dict[str, Any]:
    """An event about the issue."""
    names = ("user", "changes", "assignees", "labels", "event_type")
    beside = {name: more.pop(name) for name in names if name in more}
    known = {"iid": 13, "author_id": 1, "created_at": at(0), "updated_at": at(minute)}
    said = {"object_kind": "issue", "user": ANA, "project": PROJECT} | beside
    action_told = {} if action is None else {"action": action}
    return said | {"object_attributes": known | action_told | more}


def note(minute: int, kind: str | None = "DiffNote", user: Any = BEN, **more: Any) -> Any:
    """A note on the merge request."""
    about = {"id": 77, "type": kind, "noteable_type": "MergeRequest", "system": False}
    about |= {"created_at": at(minute), "updated_at": at(minute)} | more
    merge_request = {"iid": 12, "author_id": 1, "created_at": at(0)}
    said = {"object_kind": "note", "user": user, "project": PROJECT}
    return said | {"object_attributes": about, "merge_request": merge_request}


def changed(name: str, before: Any, now: Any) -> dict[str, Any]:
    """A change of one field."""
    return {name: {"previous": before, "current": now}}


def from_gitlab(said: Any, **options: Any) -> Reading:
    """How a delivery by GitLab is read."""
    return read_as("gitlab", said, **options)


DOING = changed("labels", [], [{"title": "Doing"}])
BODIES = [
    merge_request("open", 0, work_in_progress=True),
    merge_request("update", 10, changes=changed("draft", True, False)),
    note(25),
    merge_request("approved", 30, user=BEN),
    merge_request("merge", 40, user=BEN),
    issue("open", 0, weight=None),
    issue("update", 5, assignees=[BEN], changes=changed("assignees", [], [BEN]), weight=None),
    issue("update", 20, assignees=[BEN], changes=DOING | changed("weight", None, 3), weight=3),
    issue("close", 30, assignees=[BEN], closed_at=at(30), weight=3),
    issue("reopen", 40, assignees=[BEN], weight=3),
    issue("close", 50, assignees=[BEN], closed_at=at(50), weight=3),
]
LIFE = Life(
    [({}, body) for body in BODIES],
    {
        "pull_requests_merged": ("ana", 1),
        "pull_request_cycle_time": ("ana", 40),
        "time_to_first_review": ("ana", 15),
        "issues_created": (None, 1),
        "issues_reopened": ("ben", 1),
        "issues_closed": ("ben", 1),
        "issue_lead_time": ("ben", 50),
        "issue_cycle_time": ("ben", 30),
        "story_points_done": ("ben", 3),
    },
    {"standings": {"doing": "started", "wontfix": "abandoned"}},
)
