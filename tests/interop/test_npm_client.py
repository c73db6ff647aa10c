"""The official CloudEvents client of JavaScript posts, and each event is stored once."""

import json
from typing import Any

import asyncpg
import httpx
import pytest

from tests.conftest import Headers
from tests.interop.node import run

pytestmark = pytest.mark.interop

EVENT = {
    "id": "n1",
    "source": "/desk/7",
    "type": "com.example.tickets_closed",
    "subject": "account:desk/ren\u00e9",  # in binary mode the client sends this é as one raw byte
    "time": "2026-11-02T09:30:00.000Z",
    "data": {"value": 2},
}


@pytest.fixture
async def secret(metrics: httpx.AsyncClient, token: Headers) -> str:
    """An API key that may push anything."""
    admin = token(person="root", roles=["administrator"])
    made = await metrics.post("/v1/keys", json={"name": "interop"}, headers=admin)
    shown: str = made.json()["secret"]
    return shown


async def send(url: str, mode: str, secret: str) -> dict[str, Any]:
    """What the client was answered."""
    answer: dict[str, Any] = json.loads(await run("send.mjs", url, mode, secret, json.dumps(EVENT)))
    return answer


@pytest.mark.parametrize(("mode", "other"), [("binary", "structured"), ("structured", "binary")])
async def test_each_mode_stores_the_event_once_and_the_other_repeats_it(
    metrics: httpx.AsyncClient,
    administrator: asyncpg.Connection,
    secret: str,
    mode: str,
    other: str,
) -> None:
    url = f"{metrics.base_url}/v1/events"
    assert (await send(url, mode, secret))["stored"] == 1
    assert (await send(url, mode, secret))["duplicates"] == 1
    assert (await send(url, other, secret))["duplicates"] == 1
    assert await administrator.fetchval("select sum(value) from metrics.event") == 2


async def test_a_batch_of_its_events_is_stored_once(
    metrics: httpx.AsyncClient, secret: str
) -> None:
    told = await send(f"{metrics.base_url}/v1/events", "batch", secret)
    assert (told["stored"], told["duplicates"]) == (1, 1)
    assert (await send(f"{metrics.base_url}/v1/events", "structured", secret))["duplicates"] == 1
