"""What our business rule sends about a ServiceNow incident."""

from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life


def change(count: int, minute: int, **more: Any) -> dict[str, Any]:
    """A change of the record, as the rule tells it."""
    known = {
        "table": "incident",
        "operation": "update",
        "sys_id": "9d385017c611228701d22104cc95c371",
        "number": "INC0000007",
        "sys_mod_count": str(count),
        "sys_updated_on": f"2026-03-02 12:{minute:02}:00",
        "sys_updated_by": "ana",
        "opened_at": "2026-03-02 12:00:00",
        "assigned_to": "ana",
        "requested_by": "joe.employee",
        "commented": False,
    }
    return known | more


def moved(old: str | None, new: str) -> dict[str, Any]:
    """A change of state."""
    return {"state": {"old": old, "new": new}}


def from_servicenow(said: Any, **options: Any) -> Reading:
    """How a delivery by ServiceNow is read."""
    return read_as("servicenow", said, **options)


BORN = {"operation": "insert", "sys_updated_by": "joe.employee", "assigned_to": None}
HANDED = {"assigned_to_changed": {"old": None, "new": "ana"}}
BODIES = [
    change(0, 0, **BORN, **moved(None, "1")),
    change(1, 5, **HANDED, **moved("1", "2")),
    change(2, 10, commented=True, **moved("2", "3")),
    change(3, 20, commented=True, sys_updated_by="joe.employee", **moved("3", "2")),
    change(4, 30, **moved("2", "6")),
    change(5, 40, sys_updated_by="joe.employee", **moved("6", "2")),
    change(6, 50, **moved("2", "6")),
    change(7, 59, sys_updated_by="system", **moved("6", "7")),
]
LIFE = Life(
    [({}, body) for body in BODIES],
    {
        "tickets_created": (None, 1),
        "tickets_closed": ("ana", 1),
        "tickets_reopened": ("ana", 1),
        "lead_time": ("ana", 50),
        "cycle_time": ("ana", 45),
        "handling_time": ("ana", 25),
        "first_response_time": ("ana", 10),
        "first_contact_resolution": ("ana", 0),
    },
)
