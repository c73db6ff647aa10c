"""What Shortcut sends about story 11, as small as it can be and still mean something."""

from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life

ANA, BEN = "ana-1", "ben-2"
STATES = [
    {"id": 500, "entity_type": "workflow-state", "name": "Unscheduled", "type": "unstarted"},
    {"id": 501, "entity_type": "workflow-state", "name": "In Development", "type": "started"},
    {"id": 502, "entity_type": "workflow-state", "name": "Completed", "type": "done"},
]
UNSTARTED, STARTED, DONE = 500, 501, 502


def at(minute: int) -> str:
    """A minute of that hour."""
    return f"2026-03-02T12:{minute:02}:00.000Z"


def sent(minute: int, *actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A delivery of actions."""
    said = {"id": f"delivery-{minute}", "changed_at": at(minute), "version": "v1"}
    said |= {"member_id": ANA, "actions": list(actions), "references": STATES}
    return said | more


def story(action: str, **more: Any) -> dict[str, Any]:
    """An action on the story."""
    return {"id": 11, "entity_type": "story", "action": action} | more


def changed(**changes: Any) -> dict[str, Any]:
    """An update of the story."""
    return story("update", changes=changes)


def moved(old: int, new: int) -> dict[str, Any]:
    """A change of its state."""
    return {"workflow_state_id": {"old": old, "new": new}}


def from_shortcut(said: Any, **options: Any) -> Reading:
    """How a delivery by Shortcut is read."""
    return read_as("shortcut", said, **options)


BODIES = [
    sent(0, story("create", workflow_state_id=UNSTARTED)),
    sent(10, changed(owner_ids={"adds": [BEN]}, **moved(UNSTARTED, STARTED))),
    sent(15, changed(estimate={"new": 3})),
    sent(30, changed(**moved(STARTED, DONE))),
    sent(40, changed(**moved(DONE, STARTED))),
    sent(50, changed(**moved(STARTED, DONE))),
]
LIFE = Life(
    [({}, body) for body in BODIES],
    {
        "issues_created": (None, 1),
        "issues_reopened": (BEN, 1),
        "issues_closed": (BEN, 1),
        "issue_lead_time": (BEN, 50),
        "issue_cycle_time": (BEN, 40),
        "story_points_done": (BEN, 3),
    },
)
