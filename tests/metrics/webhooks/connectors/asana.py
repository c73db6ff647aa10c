"""What Asana sends about a task: events that hold ids and little else."""

from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life

TASK = {"gid": "1201", "resource_type": "task", "resource_subtype": "default_task"}
PROJECT = {"gid": "77", "resource_type": "project"}
BEN = {"gid": "502", "resource_type": "user"}


def event(action: str, minute: int, resource: Any = TASK, parent: Any = None, **more: Any) -> Any:
    """One event, by Ana."""
    said = {"user": {"gid": "501"}, "created_at": f"2026-03-02T12:{minute:02}:00.000Z"}
    return said | {"action": action, "resource": resource, "parent": parent} | more


def section(name: str) -> dict[str, Any]:
    """A section of the project."""
    return {"gid": name, "resource_type": "section"}


def story(subtype: str, minute: int) -> Any:
    """A story of the task's."""
    told = {"gid": f"story-{minute}", "resource_type": "story", "resource_subtype": subtype}
    return event("added", minute, told, TASK)


def assigned(minute: int, to: Any) -> Any:
    """A change of assignee."""
    change = {"field": "assignee", "action": "changed"} | ({"new_value": to} if to else {})
    return event("changed", minute, change=change)


def sent(*events: Any) -> dict[str, Any]:
    """A delivery."""
    return {"events": list(events)}


def from_asana(said: Any, **options: Any) -> Reading:
    """How a delivery by Asana is read."""
    return read_as("asana", said, **options)


BODIES = [
    sent(event("added", 0, parent=PROJECT), event("added", 0, parent=section("s-todo"))),
    sent(assigned(5, BEN)),
    sent(event("added", 10, parent=section("s-doing"))),
    sent(story("marked_complete", 30), event("changed", 30, change={"field": "completed"})),
    sent(story("marked_incomplete", 40)),
    sent(story("marked_complete", 50)),
]
LIFE = Life(
    [({}, body) for body in BODIES],
    {
        "issues_created": (None, 1),
        "issues_reopened": ("502", 1),
        "issues_closed": ("502", 1),
        "issue_lead_time": ("502", 50),
        "issue_cycle_time": ("502", 40),
    },
    {"standings": {"s-todo": "open", "s-doing": "started"}},
)
