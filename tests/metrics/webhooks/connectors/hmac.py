"""What any tool sends that signs its bodies: here, hours that were worked, several at once."""

from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life

OPTIONS: dict[str, Any] = {
    "header": "X-Signature",
    "id": "[0].batch",
    "type": "[0].kind",
    "mappings": [
        {
            "metric": "hours_worked",
            "id": "entry",
            "subject": "worker",
            "value": "hours",
            "time": "ended_at",
        }
    ],
}


def entry(number: int, hours: Any, worker: Any = "person:ana") -> dict[str, Any]:
    """An entry of a time sheet."""
    return {
        "batch": "b1",
        "kind": "clocked",
        "entry": number,
        "worker": worker,
        "hours": hours,
        "ended_at": 1772452800000,
    }


def from_hmac(said: Any, **options: Any) -> Reading:
    """How a delivery is read."""
    return read_as("hmac", said, **(OPTIONS | options))


LIFE = Life([({}, [entry(1, 7.5)])], {"hours_worked": ("person:ana", 7.5)}, OPTIONS)
