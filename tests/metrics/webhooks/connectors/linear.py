"""What Linear sends about issue ENG-7, as small as it can be and still mean something."""

from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life

ANA = {"id": "ana-1", "type": "user"}
BOT = {"id": "bot-1", "type": "oauthClient"}
BEN = "ben-2"


def at(minute: int) -> str:
    """A minute of that hour, as Linear writes it."""
    return f"2026-03-02T12:{minute:02}:00.000Z"


def issue(action: str, minute: int, state: str = "unstarted", **more: Any) -> dict[str, Any]:
    """An event; `was` is what changed, `actor` who did it, all else what the issue is like."""
    said = {"actor": more.pop("actor", ANA)}
    if "was" in more:
        said["updatedFrom"] = more.pop("was")
    data = {"id": "3443a709", "identifier": "ENG-7", "createdAt": at(0), "updatedAt": at(minute)}
    data["state"] = {"id": f"s-{state}", "name": state.title(), "type": state}
    event = {"action": action, "type": "Issue", "createdAt": at(minute), "data": data | more}
    return event | said


def completed(minute: int, **more: Any) -> dict[str, Any]:
    """The update that completes the issue."""
    was = {"stateId": "s-started", "completedAt": None} | more.pop("was", {})
    return issue("update", minute, "completed", was=was, completedAt=at(minute), **more)


def from_linear(said: Any, **options: Any) -> Reading:
    """How a delivery by Linear is read."""
    return read_as("linear", said, **options)


BODIES = [
    issue("create", 0, creatorId="ana-1"),
    issue("update", 5, assigneeId=BEN, was={"assigneeId": None}),
    issue("update", 10, "started", assigneeId=BEN, was={"stateId": "s-unstarted"}),
    issue("update", 15, "started", assigneeId=BEN, estimate=3, was={"estimate": None}),
    completed(30, assigneeId=BEN, estimate=3),
    issue("update", 40, "started", assigneeId=BEN, estimate=3, was={"completedAt": at(30)}),
    completed(50, assigneeId=BEN, estimate=5),
]
LIFE = Life(
    [({}, body) for body in BODIES],
    {
        "issues_created": (None, 1),
        "issues_reopened": (BEN, 1),
        "issues_closed": (BEN, 1),
        "issue_lead_time": (BEN, 50),
        "issue_cycle_time": (BEN, 40),
        "story_points_done": (BEN, 5),
    },
)
