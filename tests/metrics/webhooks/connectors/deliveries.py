"""Deliveries for tests, as small as they can be and still mean something."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.registry import CONNECTORS
from services.metrics.webhooks.connectors.shape import Terms
from services.metrics.webhooks.connectors.understanding import Reading, read
from services.metrics.webhooks.signatures import Refusal
from services.metrics.work_items.domain import facts_of
from services.metrics.work_items.facts import Fact
from services.metrics.work_items.transitions import Transition

TIME = "2026-03-02T13:00:00Z"
RECEIVED_AT = datetime(2026, 3, 2, 14, tzinfo=UTC)


def read_as(tool: str, body: Any, headers: dict[str, str] | None = None, **options: Any) -> Reading:
    """How a delivery of a tool is read: bytes as they are, anything else as JSON."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    connector = CONNECTORS[tool]
    return read(connector, headers or {}, raw, connector.OPTIONS(**options), RECEIVED_AT)


def verify_as(
    tool: str, received: Received, secrets: Iterable[str], now: datetime, **options: Any
) -> Refusal | None:
    """Whether a tool's delivery is believed."""
    connector = CONNECTORS[tool]
    return connector.verify(received, Terms(tuple(secrets), connector.OPTIONS(**options)), now)


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
    return read_as("zendesk", said)


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
    return read_as("github", said, {"X-GitHub-Event": event})


def kinds(reading: Reading) -> list[str]:
    """What a delivery tells, in its order."""
    return [one.kind for one in reading.transitions]


def folded(readings: Iterable[Reading]) -> dict[str, tuple[Fact, ...]]:
    """The facts of every item that deliveries speak of, by item."""
    lives: dict[str, list[Transition]] = {}
    for reading in readings:
        for one in reading.transitions:
            lives.setdefault(one.item, []).append(one)
    return {item: facts_of(life) for item, life in sorted(lives.items())}


def facts(*readings: Reading) -> dict[str, tuple[str | None, float]]:
    """Whose the facts of several deliveries are, and how much, by metric."""
    found = (fact for several in folded(readings).values() for fact in several)
    return {fact.metric: (fact.subject or fact.account, round(fact.value, 2)) for fact in found}


def only(reading: Reading) -> Transition:
    """The one transition that a delivery tells."""
    (transition,) = reading.transitions
    return transition
