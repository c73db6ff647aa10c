"""Deliveries for tests, as small as they can be and still mean something."""

import json
from typing import Any

from services.metrics.webhooks.connectors import github, zendesk
from services.metrics.webhooks.connectors.shape import Reading, read
from services.metrics.work_items.transitions import Transition

TIME = "2026-03-02T13:00:00Z"


def ticket_event(
    name: str, event: Any = None, time: str = TIME, id: str = "evt-1", **detail: Any
) -> dict[str, Any]:
    """What Zendesk sends about ticket 7."""
    known = {"id": "7", "requester_id": "500", "created_at": "2026-03-02T12:00:00Z"}
    return {
        "type": f"zen:event-type:ticket.{name}",
        "account_id": 12345,
        "id": id,
        "time": time,
        "zendesk_event_version": "2022-11-06",
        "subject": "zen:ticket:7",
        "detail": known | detail,
        "event": {} if event is None else event,
    }


def from_zendesk(said: Any) -> Reading:
    """How a delivery by Zendesk is read."""
    return read(zendesk, {}, json.dumps(said).encode())


def ana(**more: Any) -> dict[str, Any]:
    """A user of GitHub."""
    return {"login": "ana", "id": 1, "type": "User"} | more


BEN = ana(login="ben", id=2)
BOT = ana(login="renovate[bot]", id=3, type="Bot")
REPOSITORY = {"full_name": "octo/hello"}


def pull_request_event(action: str, **more: Any) -> dict[str, Any]:
    """What GitHub sends about pull request 12, by Ana."""
    known = {
        "number": 12,
        "user": ana(),
        "draft": False,
        "created_at": "2026-03-02T12:00:00Z",
        "updated_at": TIME,
    }
    return {
        "action": action,
        "pull_request": known | more,
        "repository": REPOSITORY,
        "sender": BEN,
    }


def issue_event(action: str, **more: Any) -> dict[str, Any]:
    """What GitHub sends about issue 13."""
    known = {"number": 13, "user": ana(), "created_at": "2026-03-02T12:00:00Z", "updated_at": TIME}
    return {"action": action, "issue": known | more, "repository": REPOSITORY, "sender": BEN}


def from_github(event: str, said: Any) -> Reading:
    """How a delivery by GitHub is read."""
    return read(github, {"X-GitHub-Event": event}, json.dumps(said).encode())


def only(reading: Reading) -> Transition:
    """The one transition that a delivery tells."""
    (transition,) = reading.transitions
    return transition
