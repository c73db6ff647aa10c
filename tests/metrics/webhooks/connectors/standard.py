"""What a tool sends that signs as Standard Webhooks says."""

from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life

OPTIONS: dict[str, Any] = {
    "mappings": [
        {
            "metric": "tickets_closed",
            "id": "data.case",
            "subject": "join('', ['account:crm/', data.owner])",
            "filter": "type == 'case.closed'",
            "weight": "data.size",
            "attributes": {"queue": "data.queue"},
        },
        {
            "metric": "csat",
            "id": "data.case",
            "subject": "join('', ['account:crm/', data.owner])",
            "value": "data.satisfied",
            "time": "data.rated_at",
        },
    ],
}


def event(kind: str, minute: int, **data: Any) -> dict[str, Any]:
    """An event in its envelope."""
    known = {"case": "C-7", "owner": "ana", "size": 3, "queue": "billing"}
    time = f"2026-03-02T12:{minute:02}:00Z"
    return {"type": kind, "timestamp": time, "data": known | {"rated_at": time} | data}


def from_standard(said: Any, message: str = "msg_1", **options: Any) -> Reading:
    """How a delivery is read."""
    return read_as("standard", said, {"webhook-id": message}, **(OPTIONS | options))


LIFE = Life(
    [
        ({"webhook-id": "msg_1"}, event("case.closed", 0)),
        ({"webhook-id": "msg_2"}, event("case.rated", 5, satisfied=True)),
        ({"webhook-id": "msg_3"}, event("case.rated", 9, satisfied=False)),
    ],
    {"tickets_closed": ("account:crm/ana", 1), "csat": ("account:crm/ana", 0)},
    OPTIONS,
)
