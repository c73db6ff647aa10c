"""What Delighted sends about a response, as small as it can be and still mean something."""

from datetime import datetime
from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life


def moment(minute: int) -> int:
    """A minute of that hour, in seconds since 1970."""
    return int(datetime.fromisoformat(f"2026-03-02T12:{minute:02}:00Z").timestamp())


def response(name: str, score: Any, minute: int, **more: Any) -> dict[str, Any]:
    """A response, as it is created or updated: its own id stays."""
    known = {
        "id": "5435",
        "person": {"id": "5975", "email": "customer@example.com"},
        "score": score,
        "comment": "Fast!",
        "created_at": moment(0),
        "updated_at": moment(minute),
        "person_properties": {"agent": "person:ana"},
    }
    said = {"event_type": f"survey_response.{name}", "event_id": f"evt{minute}"}
    return said | {"event_data": known | more}


def from_delighted(said: Any, **options: Any) -> Reading:
    """How a delivery by Delighted is read."""
    return read_as("delighted", said, **options)


BODIES = [response("created", 9, 0), response("updated", 6, 10), response("updated", 8, 20)]
LIFE = Life([({}, body) for body in BODIES], {"nps": ("person:ana", 0)})
