"""What Intercom sends about a conversation, as small as it can be and still mean something."""

from datetime import datetime
from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life

ANA = {"type": "admin", "id": "501", "name": "Ana"}
NOBODY = {"type": "nobody_admin", "id": None}
CUSTOMER = {"type": "user", "id": "5c9553cb"}
BOT = {"type": "bot", "id": "502"}


def moment(minute: int) -> int:
    """A minute of that hour, in seconds since 1970."""
    return int(datetime.fromisoformat(f"2026-03-02T12:{minute:02}:00Z").timestamp())


def part(kind: str, minute: int, author: Any = ANA, **more: Any) -> dict[str, Any]:
    """A part of the conversation."""
    known = {"type": "conversation_part", "id": f"28{minute:02}", "part_type": kind}
    return known | {"body": None, "created_at": moment(minute), "author": author} | more


def topic(name: str, minute: int, *parts: dict[str, Any], **item: Any) -> dict[str, Any]:
    """A notification."""
    known = {
        "type": "conversation",
        "id": "2132",
        "created_at": moment(0),
        "updated_at": moment(minute),
        "assignee": ANA,
        "conversation_parts": {"conversation_parts": list(parts)},
    }
    return {
        "type": "notification_event",
        "id": f"notif_{name}_{minute}",
        "topic": name,
        "created_at": moment(minute),
        "data": {"item": known | item},
    }


def rated(rating: Any, **said: Any) -> dict[str, Any]:
    """A notification of a customer's rating."""
    known = {"rating": rating, "remark": "Quick!", "created_at": moment(40), "teammate": ANA}
    return topic("conversation.rating.added", 40, conversation_rating=known | said)


def from_intercom(said: Any, **options: Any) -> Reading:
    """How a delivery by Intercom is read."""
    return read_as("intercom", said, **options)


REPLY = part("assignment", 5, body="<p>How can I help?</p>", assigned_to=ANA)
BODIES = [
    topic("conversation.user.created", 0, assignee=NOBODY),
    topic("conversation.admin.assigned", 5, REPLY),
    topic("conversation.admin.replied", 5, REPLY),
    topic("conversation.admin.noted", 6, part("note", 6, body="angry")),
    topic("conversation.admin.snoozed", 10, part("snoozed", 10)),
    topic("conversation.user.replied", 20, part("comment", 20, CUSTOMER, body="Still broken")),
    topic("conversation.admin.closed", 30, part("close", 30, body="Solved.")),
    rated(5),
]
LIFE = Life(
    [({}, body) for body in BODIES],
    {
        "tickets_created": (None, 1),
        "tickets_closed": ("501", 1),
        "lead_time": ("501", 30),
        "cycle_time": ("501", 25),
        "handling_time": ("501", 15),
        "first_response_time": ("501", 5),
        "first_contact_resolution": ("501", 0),
        "csat": ("account:intercom/501", 1),
    },
)
