"""What PagerDuty sends about incident Q1, as small as it can be and still mean something."""

from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life

ANA = {"id": "PANA", "type": "user_reference", "summary": "Ana"}
BEN = {"id": "PBEN", "type": "user_reference", "summary": "Ben"}


def incident_event(name: str, minute: int, agent: Any = None, **data: Any) -> dict[str, Any]:
    """An event of version 3; without an agent, automation did it."""
    event = {
        "id": f"01{name.upper()}{minute}",
        "event_type": f"incident.{name}",
        "resource_type": "incident",
        "occurred_at": f"2026-03-02T12:{minute:02}:00.000Z",
        "agent": agent,
        "client": None,
        "data": {"id": "Q1", "type": "incident", "number": 9, "assignees": []} | data,
    }
    return {"event": event}


def from_pagerduty(said: Any, headers: dict[str, str] | None = None) -> Reading:
    """How a delivery by PagerDuty is read."""
    return read_as("pagerduty", said, headers)


BODIES = [
    incident_event("triggered", 0),
    incident_event("acknowledged", 3, ANA),
    incident_event("escalated", 5, ANA),
    incident_event("resolved", 20, ANA),
    incident_event("reopened", 25, BEN),
    incident_event("acknowledged", 26, BEN),
    incident_event("resolved", 50, BEN),
]
LIFE = Life(
    [({}, body) for body in BODIES],
    {
        "incidents_triggered": (None, 1),
        "time_to_acknowledge": ("PANA", 3),
        "incidents_resolved": ("PBEN", 1),
        "time_to_resolve": ("PBEN", 50),
    },
)
