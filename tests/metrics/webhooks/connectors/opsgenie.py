"""What Opsgenie sends about an alert, as small as it can be and still mean something."""

from datetime import datetime
from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life

ANA = {"username": "ana@example.com", "userId": "daed1180"}


def moment(minute: int) -> int:
    """A minute of that hour, in seconds since 1970."""
    return int(datetime.fromisoformat(f"2026-03-02T12:{minute:02}:00Z").timestamp())


def alert_event(action: str, minute: int, **alert: Any) -> dict[str, Any]:
    """An action on an alert; its change is counted in nanoseconds, its creation in thousandths."""
    known = {
        "alertId": "052652ac",
        "tinyId": "23",
        "createdAt": moment(0) * 1000,
        "updatedAt": moment(minute) * 10**9 + 246,
    }
    return {"action": action, "alert": known | alert, "integrationName": "Webhook"}


def from_opsgenie(said: Any) -> Reading:
    """How a delivery by Opsgenie is read."""
    return read_as("opsgenie", said)


BODIES = [
    alert_event("Create", 0, username="monitor"),
    alert_event("Acknowledge", 4, **ANA),
    alert_event("UnAcknowledge", 5, **ANA),
    alert_event("AssignOwnership", 6, **ANA),
    alert_event("Close", 30, **ANA),
]
LIFE = Life(
    [({}, body) for body in BODIES],
    {
        "incidents_triggered": (None, 1),
        "time_to_acknowledge": ("ana@example.com", 4),
        "incidents_resolved": ("ana@example.com", 1),
        "time_to_resolve": ("ana@example.com", 30),
    },
)
