"""The life of Zendesk's ticket 7."""

from tests.metrics.webhooks.connectors.deliveries import ticket_event
from tests.metrics.webhooks.connectors.life import Life

ANAS = {"assignee_id": "11", "actor_id": "11"}
REPLY = {"comment": {"id": 1, "is_public": True, "author": {"id": "11", "is_staff": True}}}


def moved(previous, current, minute, **more):
    return ticket_event(
        "status_changed",
        {"previous": previous, "current": current},
        time=f"2026-03-02T12:{minute:02}:00.123456789Z",
        id=f"evt-{minute}",
        **(ANAS | more),
    )


TICKET = [
    ticket_event("created", time="2026-03-02T12:00:00Z", id="evt-0", assignee_id=None),
    ticket_event(
        "agent_assignment_changed",
        {"previous": None, "current": "11"},
        time="2026-03-02T12:05:00Z",
        id="evt-5",
        **ANAS,
    ),
    ticket_event("comment_added", REPLY, time="2026-03-02T12:09:00Z", id="evt-9", **ANAS),
    moved("OPEN", "PENDING", 10),
    moved("PENDING", "OPEN", 20),
    moved("OPEN", "SOLVED", 30),
    moved("SOLVED", "OPEN", 40, actor_id="500"),
    moved("OPEN", "SOLVED", 50),
]
LIFE = Life(
    [({}, body) for body in TICKET],
    {
        "tickets_created": (None, 1),
        "tickets_closed": ("11", 1),
        "tickets_reopened": ("11", 1),
        "lead_time": ("11", 50),
        "cycle_time": ("11", 45),
        "handling_time": ("11", 25),
        "first_response_time": ("11", 9),
        "first_contact_resolution": ("11", 0),
    },
)
