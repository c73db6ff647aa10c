"""What Groove sends about ticket 9, as small as it can be and still mean something."""

from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life

ANA = "ana@example.com"


def at(minute: int) -> str:
    """A minute of that hour, as Groove writes it."""
    return f"2026-03-02 17:{30 + minute:02}:00 +0530"


def ticket(minute: int = 0, **more: Any) -> dict[str, Any]:
    """A ticket."""
    known = {"number": 9, "state": "opened", "created_at": at(0), "assignee": ANA}
    return known | {"assigned_at": at(5), "state_changed_at": at(minute)} | more


def changed(state: str, minute: int, **more: Any) -> dict[str, Any]:
    """A change of state, which wraps the ticket."""
    return {"ticket_number": 9, "state": state, "ticket": ticket(minute, state=state, **more)}


def from_groove(said: Any, event: str | None = None) -> Reading:
    """How a delivery by Groove is read."""
    return read_as("groove", said, {"X-Groove-Event": event} if event else {})


LIFE = Life(
    [
        ({"X-Groove-Event": "ticket_started"}, ticket(assignee=None)),
        ({"X-Groove-Event": "ticket_assigned"}, ticket()),
        ({"X-Groove-Event": "ticket_state_changed"}, changed("pending", 10)),
        ({"X-Groove-Event": "ticket_state_changed"}, changed("opened", 20)),
        ({"X-Groove-Event": "ticket_state_changed"}, changed("closed", 25, closed_by=ANA)),
    ],
    {
        "tickets_created": (None, 1),
        "tickets_closed": (ANA, 1),
        "lead_time": (ANA, 25),
        "cycle_time": (ANA, 20),
        "handling_time": (ANA, 10),
        "first_contact_resolution": (ANA, 1),
    },
)
