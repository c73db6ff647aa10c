"""What Help Scout sends about conversation 7, as small as it can be and still mean something."""

from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life, Sent


def at(minute: int) -> str:
    """A minute of that hour."""
    return f"2026-03-02T12:{minute:02}:00Z"


def sent(name: str, minute: int, **more: Any) -> Sent:
    """An event's name, in a header, with the conversation as it is then."""
    known = {
        "id": 7,
        "number": 12,
        "status": "active",
        "assignee": {"id": 501},
        "createdAt": at(0),
        "userUpdatedAt": at(minute),
    }
    return {"X-HelpScout-Event": name}, known | more


def reply(minute: int, author: int = 501, kind: str = "user") -> dict[str, Any]:
    """A thread of the conversation."""
    by = {"id": author, "type": kind}
    return {"id": 90 + minute, "type": "message", "createdAt": at(minute), "createdBy": by}


def rated(rating: Any, minute: int = 50) -> Sent:
    """A customer's rating."""
    known = {"id": 5434, "ticketId": 7, "threadId": 3, "rating": rating, "comments": "helpful"}
    times = {"createdAt": at(45), "modifiedAt": at(minute)}
    return {"X-HelpScout-Event": "satisfaction.ratings"}, known | times


def from_helpscout(given: Sent) -> Reading:
    """How a delivery by Help Scout is read."""
    headers, said = given
    return read_as("helpscout", said, headers)


THREADS = {"threads": [reply(0, 9, "customer"), reply(12), reply(11)]}
CLOSED = {"status": "closed", "closedAt": at(30), "closedByUser": {"id": 502, "type": "user"}}
LIFE = Life(
    [
        sent("convo.created", 0, assignee=None),
        sent("convo.assigned", 5),
        sent("convo.agent.reply.created", 12, _embedded=THREADS),
        sent("convo.note.created", 13),
        sent("convo.status", 15, status="pending"),
        sent("convo.customer.reply.created", 20),
        sent("convo.status", 30, **CLOSED),
        rated("Great"),
    ],
    {
        "tickets_created": (None, 1),
        "tickets_closed": ("501", 1),
        "lead_time": ("501", 30),
        "cycle_time": ("501", 25),
        "handling_time": ("501", 20),
        "first_response_time": ("501", 12),
        "first_contact_resolution": ("501", 1),
        "csat": ("501", 1),
    },
)
