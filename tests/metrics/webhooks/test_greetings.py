"""Before a tool delivers: it looks, it greets, it brings a secret, it signs our address."""

import asyncio
import base64
import hmac
import json
from collections.abc import Awaitable, Callable
from uuid import uuid4

import asyncpg
import httpx
import pytest

from tests.metrics.webhooks.connectors import asana, trello

SECRET = "b537207f20cbfa02357cf448134da559e8bd39d6"
Connect = Callable[..., Awaitable[str]]


@pytest.fixture
def connect(metrics: httpx.AsyncClient, admin: dict[str, str]) -> Connect:
    """Make a connector, of a key that no test before had; answer where it is delivered to."""

    async def make(**said: object) -> str:
        known = {"key": f"board-{uuid4()}", "name": "Board", "secrets": []} | said
        answer = await metrics.post("/v1/connectors", json=known, headers=admin)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["url_path"])

    return make


@pytest.fixture
async def board(connect: Connect) -> str:
    """Where Asana delivers, which has not greeted yet."""
    return await connect(tool="asana")


async def greet(metrics: httpx.AsyncClient, path: str, secret: str = SECRET) -> httpx.Response:
    """What Asana does first."""
    return await metrics.post(path, content=b"{}", headers={"X-Hook-Secret": secret})


async def deliver(
    metrics: httpx.AsyncClient, path: str, said: object, secret: str = SECRET
) -> httpx.Response:
    """What Asana does from then on."""
    body = json.dumps(said).encode()
    signature = hmac.new(secret.encode(), body, "sha256").hexdigest()
    return await metrics.post(path, content=body, headers={"X-Hook-Signature": signature})


async def test_asana_has_its_secret_back_and_signs_with_it_at_once(
    metrics: httpx.AsyncClient, board: str
) -> None:
    answer = await greet(metrics, board)
    assert (answer.status_code, answer.headers["x-hook-secret"]) == (200, SECRET)
    delivered = await deliver(metrics, board, asana.BODIES[0])
    assert (delivered.status_code, delivered.json()["status"]) == (200, "processed")
    assert (await deliver(metrics, board, asana.BODIES[0], "another-secret")).status_code == 401


async def test_before_it_is_greeted_nothing_is_believed(
    metrics: httpx.AsyncClient, board: str
) -> None:
    assert (await deliver(metrics, board, asana.BODIES[0])).status_code == 401
    assert (await deliver(metrics, board, asana.BODIES[0], "")).status_code == 401


async def test_the_secret_that_was_brought_is_kept_sealed_and_never_shown(
    metrics: httpx.AsyncClient,
    board: str,
    admin: dict[str, str],
    administrator: asyncpg.Connection,
) -> None:
    await greet(metrics, board)
    (kept,) = await administrator.fetchval("select secrets from metrics.connector")
    assert SECRET.encode() not in kept
    assert SECRET not in (await metrics.get("/v1/connectors", headers=admin)).text


async def test_a_second_greeting_is_refused_and_the_first_secret_stays(
    metrics: httpx.AsyncClient, board: str
) -> None:
    await greet(metrics, board)
    again = await greet(metrics, board, "an-attackers-secret")
    assert (again.status_code, again.json()["type"]) == (409, "/problems/greeted-already")
    assert "x-hook-secret" not in again.headers
    assert (await deliver(metrics, board, asana.BODIES[0])).status_code == 200
    assert (
        await deliver(metrics, board, asana.BODIES[1], "an-attackers-secret")
    ).status_code == 401


async def test_of_greetings_at_the_same_time_one_is_first(
    metrics: httpx.AsyncClient, board: str
) -> None:
    answers = await asyncio.gather(
        *(greet(metrics, board, f"secret-{number}") for number in range(5))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409]


async def test_an_administrator_can_have_a_new_greeting_awaited(
    metrics: httpx.AsyncClient, board: str, admin: dict[str, str]
) -> None:
    await greet(metrics, board)
    secrets = board.replace("webhooks", "connectors") + "/secrets"
    none = await metrics.put(secrets, json={"secrets": []}, headers=admin)
    assert none.status_code == 200
    assert (await greet(metrics, board, "the-secret-of-a-new-hook")).status_code == 200
    assert (await deliver(metrics, board, asana.BODIES[0])).status_code == 401


async def test_trello_looks_before_it_delivers_and_signs_the_address_it_was_given(
    metrics: httpx.AsyncClient, connect: Connect
) -> None:
    path = await connect(tool="trello", secrets=["trello-oauth1-secret"])
    assert (await metrics.head(path)).status_code == 200
    body = json.dumps(trello.BODIES[0]).encode()

    async def delivered(address: str, **headers: str) -> int:
        digest = hmac.digest(b"trello-oauth1-secret", body + address.encode(), "sha1")
        signed = {"X-Trello-Webhook": base64.b64encode(digest).decode()} | headers
        return (await metrics.post(path, content=body, headers=signed)).status_code

    ours = f"{str(metrics.base_url).rstrip('/')}{path}"
    assert await delivered(ours) == 200
    assert await delivered("https://elsewhere.example" + path, Host="elsewhere.example") == 401


async def test_a_secret_in_the_address_is_believed_and_kept_nowhere(
    metrics: httpx.AsyncClient,
    connect: Connect,
    administrator: asyncpg.Connection,
    capfd: pytest.CaptureFixture[str],
) -> None:
    secret = "the-secret-in-the-address"
    path = await connect(tool="jira", secrets=[secret])
    body = b'{"webhookEvent": "jira:issue_updated"}'
    for guess, status in ((secret, 200), (secret[:-1], 401)):
        answer = await metrics.post(f"{path}?secret={guess}", content=body)
        assert (answer.status_code, secret[:-1] in answer.text) == (status, False)
    kept = await administrator.fetch("select d::text from metrics.delivery as d")
    figures = (await metrics.get("/metrics")).text
    assert len(kept) == 1
    assert secret[:-1] not in kept[0]["d"] + figures + "".join(capfd.readouterr())
