"""Every tool through the real receiver: signed as it signs, counted for whom it should count."""

import json
from datetime import UTC, datetime
from typing import Any

import asyncpg
import httpx
import pytest
from standardwebhooks import Webhook

from deploy.senders.signing import Headers, digest
from deploy.senders.tools import SECRET, SENDERS, Outgoing, Sender
from tests.metrics.webhooks.connectors.lives import LIVES
from tests.metrics.webhooks.test_deliveries import days

STANDARD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
EVERY_TOOL = pytest.mark.parametrize("tool", LIVES)


def _as_standard(sent: Outgoing) -> Headers:
    message = sent.name.removesuffix(".json")
    signature = Webhook(STANDARD_SECRET).sign(message, sent.at, sent.body.decode())
    timestamp = str(int(sent.at.timestamp()))
    return {"webhook-timestamp": timestamp, "webhook-signature": signature}


def _as_hmac(sent: Outgoing) -> Headers:
    return {"X-Signature": digest(sent.body, SECRET)}


OTHERS = [Sender("standard", _as_standard), Sender("hmac", _as_hmac)]
BY_TOOL = {sender.tool: sender for sender in [*SENDERS.values(), *OTHERS]}


def subject(tool: str, whose: str | None) -> str:
    """Whose a fact is: an account's; whoever is named; the team's where nobody is known."""
    if whose is None:
        return "team:support"
    named = whose.startswith(("account:", "person:", "team:"))
    return whose if named else f"account:{tool}/{whose}"


async def connect(
    metrics: httpx.AsyncClient, admin: Headers, tool: str, *, secret: str | None = None
) -> None:
    """A connector named for its tool, and for its secret if that is not its tool's."""
    usual = STANDARD_SECRET if tool == "standard" else SECRET
    said: dict[str, Any] = {"key": secret or tool, "tool": tool, "name": tool, "team": "support"}
    said |= {"secrets": [secret or usual], "options": LIVES[tool].options}
    answer = await metrics.post("/v1/connectors", json=said, headers=admin)
    assert answer.status_code == 201, answer.text


async def deliver(metrics: httpx.AsyncClient, tool: str, key: str | None = None) -> set[str]:
    """What became of a life's deliveries."""
    fates, at = set(), datetime.now(UTC)
    for headers, said in LIVES[tool].deliveries:
        body = BY_TOOL[tool].renew(json.dumps(said).encode(), at)
        url = f"{str(metrics.base_url).rstrip('/')}/v1/webhooks/{key or tool}{BY_TOOL[tool].query}"
        name = next(iter(headers.values()), "event")
        signed = BY_TOOL[tool].sign(Outgoing(body, url, at, f"{name}.json"))
        answer = await metrics.post(url, content=body, headers=signed | headers)
        fates.add(answer.json()["status"] if answer.is_success else answer.json()["type"])
    return fates


@EVERY_TOOL
async def test_a_life_is_delivered_and_counted_for_whom_it_should(
    metrics: httpx.AsyncClient, admin: Headers, tool: str
) -> None:
    await connect(metrics, admin, tool)
    assert await deliver(metrics, tool) <= {"processed", "ignored", "duplicate"}
    listed = (await metrics.get("/v1/deliveries", headers=admin)).json()["items"]
    facts = [fact for one in listed for fact in one["facts"]]
    found = {(fact["metric"], fact["subject"]): round(fact["value"], 2) for fact in facts}
    assert found == {
        (metric, subject(tool, whose)): value
        for metric, (whose, value) in LIVES[tool].facts.items()
    }


@EVERY_TOOL
async def test_delivered_again_nothing_is_counted_twice(
    metrics: httpx.AsyncClient, admin: Headers, administrator: asyncpg.Connection, tool: str
) -> None:
    await connect(metrics, admin, tool)
    await deliver(metrics, tool)
    once = await days(administrator)
    assert once
    await deliver(metrics, tool)
    assert await days(administrator) == once


@EVERY_TOOL
async def test_what_another_secret_signed_is_refused(
    metrics: httpx.AsyncClient, admin: Headers, tool: str
) -> None:
    key = f"another-{tool}"
    await connect(metrics, admin, tool, secret=key)
    assert await deliver(metrics, tool, key) == {"/problems/signature-refused"}
