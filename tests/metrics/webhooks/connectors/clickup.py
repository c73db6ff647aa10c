"""What ClickUp sends about a task, as small as it can be and still mean something."""

from datetime import datetime
from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life

TYPES = {"to do": "open", "doing": "custom", "complete": "closed", "shipped": "done"}


def thing(minute: int, field: str, before: Any, after: Any, user: int = 183) -> dict[str, Any]:
    """One thing of a task's history, at a time that is milliseconds in a text."""
    at = datetime.fromisoformat(f"2026-03-02T12:{minute:02}:00Z")
    told = {"id": f"28{minute}", "date": str(int(at.timestamp() * 1000)), "field": field}
    return told | {"user": {"id": user}, "before": before, "after": after}


def status(name: str | None) -> dict[str, Any]:
    """A status; None of a task that is only just made."""
    return {"status": name, "type": TYPES.get(name or "")}


def moved(minute: int, before: str | None, after: str, **more: Any) -> dict[str, Any]:
    """A change of status."""
    return thing(minute, "status", status(before), status(after), **more)


def sent(event: str, *things: dict[str, Any]) -> dict[str, Any]:
    """A delivery."""
    said = {"event": event, "task_id": "1vj38vv", "webhook_id": "7fa3"}
    return said | {"history_items": list(things)}


def from_clickup(said: Any, **options: Any) -> Reading:
    """How a delivery by ClickUp is read."""
    return read_as("clickup", said, **options)


BODIES = [
    sent("taskCreated", moved(0, None, "to do")),
    sent("taskStatusUpdated", moved(0, None, "to do")),
    sent("taskAssigneeUpdated", thing(5, "assignee_add", None, {"id": 184})),
    sent("taskStatusUpdated", moved(10, "to do", "doing")),
    sent("taskUpdated", thing(15, "points", None, 3)),
    sent("taskStatusUpdated", moved(30, "doing", "complete")),
    sent("taskStatusUpdated", moved(40, "complete", "doing")),
    sent("taskStatusUpdated", moved(50, "doing", "complete")),
]
LIFE = Life(
    [({}, body) for body in BODIES],
    {
        "issues_created": (None, 1),
        "issues_reopened": ("184", 1),
        "issues_closed": ("184", 1),
        "issue_lead_time": ("184", 50),
        "issue_cycle_time": ("184", 40),
        "story_points_done": ("184", 3),
    },
)
