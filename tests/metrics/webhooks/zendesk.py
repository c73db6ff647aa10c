"""Zendesk as a sender: bodies like its own, signed as it signs."""

import base64
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import httpx

SECRET = "zendesk-test-secret"
Headers = dict[str, str]


def ticket_event(number: int, kind: str, at: str, **said: Any) -> dict[str, Any]:
    """A ticket event as Zendesk's event subscriptions say it; `event` is what the kind adds."""
    detail = {
        "id": str(number),
        "assignee_id": "501",
        "requester_id": "9001",
        "actor_id": "501",
        "created_at": "2026-11-02T08:00:00Z",
        "status": "OPEN",
    }
    return {
        "type": f"zen:event-type:ticket.{kind}",
        "account_id": 1,
        "id": f"{number}-{kind}-{at}",
        "time": at,
        "zendesk_event_version": "2022-11-06",
        "subject": f"zen:ticket:{number}",
        "detail": detail | said.get("detail", {}),
        "event": said.get("event", {}),
    }


def solved(number: int, at: str, by: str = "501") -> dict[str, Any]:
    """A ticket goes from open to solved."""
    change = {"current": "SOLVED", "previous": "OPEN"}
    detail = {"assignee_id": by, "actor_id": by, "status": "SOLVED"}
    return ticket_event(number, "status_changed", at, event=change, detail=detail)


def reopened(number: int, at: str) -> dict[str, Any]:
    """A solved ticket comes back."""
    change = {"current": "OPEN", "previous": "SOLVED"}
    return ticket_event(number, "status_changed", at, event=change, detail={"actor_id": "9001"})


def replied(number: int, at: str) -> dict[str, Any]:
    """The agent answers in public."""
    comment = {"id": f"c{at}", "author": {"id": "501", "is_staff": True}, "is_public": True}
    return ticket_event(number, "comment_added", at, event={"comment": comment})


def signed(body: bytes, secret: str = SECRET, at: datetime | None = None) -> Headers:
    """The headers of a delivery."""
    moment = (at or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
    digest = hmac.digest(secret.encode(), moment.encode() + body, "sha256")
    return {
        "Content-Type": "application/json",
        "X-Zendesk-Webhook-Signature": base64.b64encode(digest).decode(),
        "X-Zendesk-Webhook-Signature-Timestamp": moment,
    }


async def connect(metrics: httpx.AsyncClient, admin: Headers, **said: Any) -> None:
    """A Zendesk connector named `desk`."""
    usual = {"key": "desk", "tool": "zendesk", "name": "Desk", "secrets": [SECRET]}
    answer = await metrics.post("/v1/connectors", json=usual | said, headers=admin)
    assert answer.status_code == 201, answer.text


async def deliver(metrics: httpx.AsyncClient, *said: dict[str, Any]) -> list[str]:
    """Deliver events one after another; what became of each."""
    fates = []
    for event in said:
        body = json.dumps(event).encode()
        answer = await metrics.post("/v1/webhooks/desk", content=body, headers=signed(body))
        assert answer.status_code == 200, answer.text
        fates.append(answer.json()["status"])
    return fates
