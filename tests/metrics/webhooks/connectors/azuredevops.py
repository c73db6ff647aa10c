"""What Azure DevOps sends about work item 13 and pull request 12 by Ana."""

from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life

ANA = {"uniqueName": "ana@example.com", "id": "a-1", "displayName": "Ana"}
BEN = {"uniqueName": "ben@example.com", "id": "b-2", "displayName": "Ben"}
BUILD = {"uniqueName": "Build\\5f0c", "displayName": "Project Collection Build Service"}
POINTS = "Microsoft.VSTS.Scheduling.StoryPoints"
STATE, ASSIGNEE = "System.State", "System.AssignedTo"
CLOSED = "Microsoft.VSTS.Common.ClosedDate"


def at(minute: int) -> str:
    """A minute of that hour, with the seven digits of Azure."""
    return f"2026-03-02T12:{minute:02}:00.0000000Z"


def event(kind: str, minute: int, resource: dict[str, Any]) -> dict[str, Any]:
    """An event of a service hook; it is made some seconds after what it tells of."""
    made = f"2026-03-02T12:{minute:02}:07.1234567Z"
    said = {"subscriptionId": "sub", "notificationId": 1, "id": f"{kind}-{minute}"}
    return said | {"eventType": kind, "resource": resource, "createdDate": made}


def fields(minute: int, state: str = "New", **more: Any) -> dict[str, Any]:
    """A work item as it is."""
    known = {"System.CreatedDate": at(0), "System.ChangedDate": at(minute), STATE: state}
    return known | more


def created(minute: int = 0, **now: Any) -> dict[str, Any]:
    """The work item is made."""
    return event("workitem.created", minute, {"id": 13, "rev": 1, "fields": fields(minute, **now)})


def updated(minute: int, was: dict[str, Any], by: Any = ANA, **now: Any) -> dict[str, Any]:
    """The work item changes; `was` says from what, all else what it is."""
    known = fields(minute, **now)
    changes = {
        name: {"oldValue": old} | ({"newValue": known[name]} if name in known else {})
        for name, old in was.items()
    }
    resource = {"id": 2, "workItemId": 13, "rev": minute, "revisedBy": by, "fields": changes}
    resource |= {"revisedDate": "9999-01-01T00:00:00Z", "revision": {"id": 13, "fields": known}}
    return event("workitem.updated", minute, resource)


def pull_request(kind: str, minute: int, status: str = "active", **more: Any) -> dict[str, Any]:
    """An event about the pull request."""
    known = {"pullRequestId": 12, "status": status, "createdBy": ANA, "creationDate": at(0)}
    return event(f"git.pullrequest.{kind}", minute, known | {"reviewers": []} | more)


def from_azure(said: Any, **options: Any) -> Reading:
    """How a delivery by Azure DevOps is read."""
    return read_as("azuredevops", said, **options)


BENS: dict[str, Any] = {ASSIGNEE: "Ben <ben@example.com>"}
APPROVED = [BEN | {"vote": 10}]
BODIES = [
    created(),
    updated(5, {ASSIGNEE: None}, **BENS),
    updated(10, {STATE: "New"}, state="Active", **BENS),
    updated(15, {POINTS: None}, state="Active", **BENS, **{POINTS: 3.0}),
    updated(30, {STATE: "Active"}, state="Closed", **BENS, **{POINTS: 3.0, CLOSED: at(30)}),
    updated(40, {STATE: "Closed"}, state="Active", **BENS, **{POINTS: 3.0}),
    updated(50, {STATE: "Active"}, state="Closed", **BENS, **{POINTS: 3.0, CLOSED: at(50)}),
    pull_request("created", 0),
    pull_request("updated", 20, reviewers=APPROVED),
    pull_request("updated", 25, reviewers=APPROVED),
    pull_request("merged", 27, mergeStatus="conflicts"),
    pull_request("merged", 30, "completed", closedDate=at(30), closedBy=BEN, reviewers=APPROVED),
]
LIFE = Life(
    [({}, body) for body in BODIES],
    {
        "issues_created": (None, 1),
        "issues_reopened": ("ben@example.com", 1),
        "issues_closed": ("ben@example.com", 1),
        "issue_lead_time": ("ben@example.com", 50),
        "issue_cycle_time": ("ben@example.com", 40),
        "story_points_done": ("ben@example.com", 3),
        "pull_requests_merged": ("ana@example.com", 1),
        "pull_request_cycle_time": ("ana@example.com", 30),
        "time_to_first_review": ("ana@example.com", 20.12),
    },
)
