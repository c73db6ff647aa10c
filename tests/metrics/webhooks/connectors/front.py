"""What Front sends about a conversation, as small as it can be and still mean something."""

from datetime import datetime
from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life

INBOXES = {"_meta": {"type": "inboxes"}, "data": [{"id": "inb_1"}]}


def teammate(name: str = "ana") -> dict[str, Any]:
    """A teammate as source or target."""
    return {"_meta": {"type": "teammate"}, "data": {"id": f"tea_{name}"}}


def message(author: str | None = None, *, answers: bool = False) -> dict[str, Any]:
    """A message as target."""
    related = {"message_replied_to": "https://api2.frontapp.com/messages/msg_1"} if answers else {}
    by = {"id": f"tea_{author}"} if author else None
    data = {"id": "msg_2", "author": by, "_links": {"related": related}}
    return {"_meta": {"type": "message"}, "data": data}


def event(
    name: str, minute: int, target: Any = None, source: Any = None, assignee: Any = "ana"
) -> dict[str, Any]:
    """An event, as a rule's webhook sends it; its moment is a fraction of seconds since 1970."""
    moment = datetime.fromisoformat(f"2026-03-02T12:{minute:02}:00Z").timestamp()
    return {
        "id": f"evt_{name}{minute}",
        "type": name,
        "emitted_at": moment,
        "conversation": {
            "id": "cnv_7",
            "assignee": {"id": f"tea_{assignee}"} if assignee else None,
            "created_at": 1772452800.0,
        },
        "source": source or teammate(),
        "target": target,
    }


def from_front(said: Any) -> Reading:
    """How a delivery by Front is read."""
    return read_as("front", said)


BODIES = [
    event("inbound", 0, message(), INBOXES, assignee=None),
    event("assign", 5, teammate()),
    event("comment", 6),
    event("out_reply", 9, message("ben", answers=True), INBOXES),
    event("archive", 10),
    event("inbound", 20, message(answers=True), INBOXES),
    event("archive", 30),
]
LIFE = Life(
    [({}, body) for body in BODIES],
    {
        "tickets_created": (None, 1),
        "tickets_closed": ("tea_ana", 1),
        "tickets_reopened": ("tea_ana", 1),
        "lead_time": ("tea_ana", 30),
        "cycle_time": ("tea_ana", 25),
        "handling_time": ("tea_ana", 15),
        "first_response_time": ("tea_ben", 9),
        "first_contact_resolution": ("tea_ana", 0),
    },
)
