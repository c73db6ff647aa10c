"""The vendors' own packages sign, and verify, what we receive."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from deploy.senders.signing import digest
from services.metrics.webhooks.connectors.received import Received
from tests.conftest import Headers
from tests.interop.node import run
from tests.metrics.webhooks.connectors.deliveries import verify_as

pytestmark = pytest.mark.interop

SECRET = "a-secret-of-interop"
WHO = "account:github/Codertocat"
DEPLOYED = {("deployments", WHO, 1), ("change_failure_rate", WHO, 0)}
GONE = "deleted"


async def test_githubs_own_examples_signed_by_its_own_library_are_understood(
    metrics: httpx.AsyncClient, token: Headers
) -> None:
    admin = token(person="root", roles=["administrator"])
    said = {"key": "octokit", "tool": "github", "name": "Octokit", "secrets": [SECRET]}
    assert (await metrics.post("/v1/connectors", json=said, headers=admin)).status_code == 201
    examples = [json.loads(line) for line in (await run("github.mjs", SECRET)).splitlines()]
    assert len(examples) > 300
    kept = [await deliver(metrics, one) for one in examples if one.get("action") != GONE]
    assert await facts(metrics, admin) == DEPLOYED | {
        ("issues_created", WHO, 1),
        ("releases", WHO, 1),
    }
    gone = [await deliver(metrics, one) for one in examples if one.get("action") == GONE]
    assert await facts(metrics, admin) == DEPLOYED
    assert set(kept + gone) <= {"processed", "ignored", "duplicate"}


async def deliver(metrics: httpx.AsyncClient, example: dict[str, Any]) -> str:
    """What became of an example."""
    headers = {"X-GitHub-Event": example["name"], "X-Hub-Signature-256": example["signature"]}
    answer = await metrics.post(
        "/v1/webhooks/octokit", content=example["body"].encode(), headers=headers
    )
    assert answer.status_code == 200, (example["name"], answer.text)
    return str(answer.json()["status"])


async def facts(metrics: httpx.AsyncClient, admin: dict[str, str]) -> set[tuple[str, str, float]]:
    """All that the deliveries so far lead to."""
    listed = (await metrics.get("/v1/deliveries?limit=500", headers=admin)).json()["items"]
    found = [fact for one in listed for fact in one["facts"]]
    return {(fact["metric"], fact["subject"], fact["value"]) for fact in found}


@pytest.mark.parametrize(
    ("late", "spoilt", "believed"),
    [
        pytest.param(0, "", True, id="sound"),
        pytest.param(0, " ", False, id="altered"),
        pytest.param(90, "", False, id="late"),
    ],
)
async def test_linears_own_library_and_we_believe_the_same(
    late: int, spoilt: str, *, believed: bool
) -> None:
    now = datetime.now(UTC)
    at = int((now - timedelta(seconds=late)).timestamp() * 1000)
    body = json.dumps({"type": "Issue", "action": "create", "webhookTimestamp": at})
    signature = digest(body.encode(), SECRET)
    theirs = json.loads(await run("linear.mjs", SECRET, body + spoilt, signature))
    received = Received((body + spoilt).encode(), {"Linear-Signature": signature})
    assert (theirs, verify_as("linear", received, [SECRET], now) is None) == (believed, believed)
