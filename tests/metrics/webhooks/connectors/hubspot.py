"""What HubSpot sends about ticket 7, as small as it can be and still mean something."""

from datetime import datetime
from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life


def event(kind: str, minute: int, name: str = "", value: Any = None, **more: Any) -> dict[str, Any]:
    """An event of a batch; `name` is the property that changed, and `value` what it is now."""
    at = datetime.fromisoformat(f"2026-03-02T12:{minute:02}:00Z").timestamp()
    known = {
        "eventId": 100,  # not one's own: HubSpot does not promise that
        "subscriptionId": 25,
        "portalId": 33,
        "occurredAt": int(at * 1000),
        "subscriptionType": f"ticket.{kind}",
        "attemptNumber": 0,
        "objectId": 7,
        "changeSource": "CRM_UI",
        "sourceId": "userId:88",
    }
    changed = {"propertyName": name, "propertyValue": value} if name else {}
    return known | changed | more


def staged(stage: str, minute: int, **more: Any) -> dict[str, Any]:
    """A ticket comes to a stage."""
    return event("propertyChange", minute, "hs_pipeline_stage", stage, **more)


def from_hubspot(*said: Any, **options: Any) -> Reading:
    """How a batch by HubSpot is read."""
    return read_as("hubspot", list(said), **options)


OWNED = event("propertyChange", 5, "hubspot_owner_id", "501")
LIFE = Life(
    [
        ({}, [event("creation", 0), OWNED]),
        ({}, [staged("2", 10), staged("3", 20)]),
        ({}, [staged("4", 30)]),
        ({}, [staged("1", 40), event("propertyChange", 41, "subject", "Printer")]),
        ({}, [staged("4", 50)]),
    ],
    {
        "tickets_created": (None, 1),
        "tickets_closed": ("501", 1),
        "tickets_reopened": ("501", 1),
        "lead_time": ("501", 50),
        "cycle_time": ("501", 45),
        "handling_time": ("501", 25),
        "first_contact_resolution": ("501", 0),
    },
)
