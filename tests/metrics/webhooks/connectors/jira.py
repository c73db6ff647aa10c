"""What Jira sends about issue OPS-1, as small as it can be and still mean something."""

from datetime import datetime
from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life

CREATED = "2026-03-02T12:00:00.000+0000"
ANA = {"accountId": "5c5f88", "accountType": "atlassian"}
BEN = {"accountId": "70121:b-e-n", "accountType": "atlassian"}
BOT = {"accountId": "557058:robot", "accountType": "app"}
CATEGORIES = {"To Do": "new", "In Progress": "indeterminate", "Done": "done", "Closed": "done"}


def at(minute: int) -> str:
    """A minute of that hour, as Jira writes it."""
    return f"2026-03-02T12:{minute:02}:00.000+0000"


def issue_event(name: str, minute: int, *changes: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """An event; `status` is the name of the issue's status now, `user` who did it."""
    status, user = fields.pop("status", "To Do"), fields.pop("user", ANA)
    known = {"created": CREATED, "updated": at(minute), "assignee": None, "resolution": None}
    known["status"] = {"name": status, "statusCategory": {"key": CATEGORIES.get(status)}}
    said = {
        "timestamp": int(datetime.fromisoformat(at(minute)).timestamp() * 1000),
        "webhookEvent": f"jira:{name}",
        "issue_event_type_name": "issue_generic",
        "user": user,
        "issue": {"id": "10040", "key": "OPS-1", "fields": known | fields},
    }
    return said | ({"changelog": {"id": str(minute), "items": list(changes)}} if changes else {})


def updated(minute: int, *changes: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """An update."""
    return issue_event("issue_updated", minute, *changes, **fields)


def change(field: str, before: Any, after: Any) -> dict[str, Any]:
    """A change as Cloud tells it: by id where there is one."""
    told = {"from": before, "fromString": before, "to": after, "toString": after}
    return {"field": field.title(), "fieldId": field} | told


def moved(before: str, after: str) -> dict[str, Any]:
    """A change of status."""
    return change("status", before, after)


def done(minute: int, resolution: str = "Done", **fields: Any) -> dict[str, Any]:
    """The update that resolves an issue, as Cloud tells it."""
    now = {"name": resolution}
    fields = {"status": "Done", "resolution": now, "resolutiondate": at(minute)} | fields
    resolved = change("resolution", None, resolution)
    return updated(minute, resolved, moved("In Progress", "Done"), **fields)


def from_jira(said: Any, **options: Any) -> Reading:
    """How a delivery by Jira is read."""
    return read_as("jira", said, **options)


BODIES = [
    issue_event("issue_created", 0),
    updated(5, change("assignee", None, "ben"), assignee=BEN),
    updated(10, moved("To Do", "In Progress"), status="In Progress", assignee=BEN),
    updated(20, change("customfield_10016", None, "3"), customfield_10016=3, assignee=BEN),
    done(30, assignee=BEN, customfield_10016=3),
    updated(50, change("resolution", "10000", None)),
    done(59, assignee=BEN, customfield_10016=5),
]
LIFE = Life(
    [({}, body) for body in BODIES],
    {
        "issues_created": (None, 1),
        "issues_reopened": (BEN["accountId"], 1),
        "issues_closed": (BEN["accountId"], 1),
        "issue_lead_time": (BEN["accountId"], 59),
        "issue_cycle_time": (BEN["accountId"], 49),
        "story_points_done": (BEN["accountId"], 5),
    },
    {"story_points": ["customfield_10016"]},
)
