"""What a Freshdesk rule sends about ticket 11, as small as it can be and still mean something."""

from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life

ANA = "ana@example.com"


def rule(event: str, minute: int, agent: str | None = ANA, **more: Any) -> dict[str, Any]:
    """What a rule tells that was triggered by an event."""
    known = {
        "triggered_event": event,
        "ticket_id": "11",
        "ticket_status": "Open",
        "ticket_agent_email": agent,
        "ticket_created_at": "2026-03-02T12:00:00Z",
        "ticket_updated_at": f"2026-03-02T12:{minute:02}:00Z",
        "requester_email": "customer@example.com",
    }
    return {"freshdesk_webhook": known | more}


def from_freshdesk(said: Any, **options: Any) -> Reading:
    """How a delivery by Freshdesk is read."""
    return read_as("freshdesk", said, **options)


BODIES = [
    rule("{ticket_action:created}", 0, None),
    rule("{agent_id:{from:,to:77}}", 5),
    rule("{note_type:private}", 6),
    rule("{note_type:public}", 10),
    rule("{status:{from:2,to:3}}", 10),
    rule("{status:{from:3,to:4}}", 20),
    rule("{status:{from:4,to:6}}", 30),
    rule("{status:{from:6,to:4},priority:{from:1,to:4}}", 40),
    rule("{status:{from:4,to:5}}", 50),
]
LIFE = Life(
    [({}, body) for body in BODIES],
    {
        "tickets_created": (None, 1),
        "tickets_closed": (ANA, 1),
        "tickets_reopened": (ANA, 1),
        "lead_time": (ANA, 40),
        "cycle_time": (ANA, 35),
        "handling_time": (ANA, 5),
        "first_response_time": (ANA, 10),
        "first_contact_resolution": (ANA, 0),
    },
)
