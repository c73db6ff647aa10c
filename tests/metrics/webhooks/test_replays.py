"""A delivery that is understood anew: what it alone told, and tells no more, is taken back."""

import json
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest

from services.metrics.webhooks.connectors import jira
from tests.metrics.webhooks.connectors.jira import ANA, done, issue_event, moved, updated

SECRET = "a-secret-of-replays"
WAITING = updated(40, moved("In Progress", "Waiting"), status="Waiting", assignee=ANA)
Board = str


@pytest.fixture
async def board(metrics: httpx.AsyncClient, admin: dict[str, str]) -> Board:
    """The key of a connector to Jira where a status is read as done."""
    key = f"board-{uuid4()}"
    said = {"key": key, "tool": "jira", "name": "Board", "secrets": [SECRET], "team": "support"}
    said |= {"options": {"standings": {"Waiting": "done"}}}
    answer = await metrics.post("/v1/connectors", json=said, headers=admin)
    assert answer.status_code == 201, answer.text
    return key


async def deliver(metrics: httpx.AsyncClient, board: Board, said: Any) -> str:
    """Deliver, and answer the delivery's id."""
    path = f"/v1/webhooks/{board}?secret={SECRET}"
    answer = await metrics.post(path, content=json.dumps(said).encode())
    assert answer.json()["status"] == "processed", answer.text
    return str(answer.json()["id"])


async def replay(metrics: httpx.AsyncClient, admin: dict[str, str], delivery: str) -> str:
    """What became of it now."""
    answer = await metrics.post(f"/v1/deliveries/{delivery}/replay", headers=admin)
    return str(answer.json()["status"])


async def read_waiting_as(
    metrics: httpx.AsyncClient, admin: dict[str, str], board: Board, standing: str | None
) -> None:
    """Change how the board is read."""
    said = {"options": {"standings": {"Waiting": standing} if standing else {}}}
    headers = admin | {"If-Match": "*"}
    answer = await metrics.patch(f"/v1/connectors/{board}", json=said, headers=headers)
    assert answer.status_code == 200, answer.text


async def metrics_told(metrics: httpx.AsyncClient, admin: dict[str, str]) -> set[str]:
    """The metrics of all facts that follow now."""
    listed = (await metrics.get("/v1/deliveries", headers=admin)).json()["items"]
    return {fact["metric"] for one in listed for fact in one["facts"]}


async def test_what_was_misread_is_taken_back_when_it_is_read_anew(
    metrics: httpx.AsyncClient, admin: dict[str, str], board: Board
) -> None:
    delivery = await deliver(metrics, board, WAITING)
    assert "issues_closed" in await metrics_told(metrics, admin)
    await read_waiting_as(metrics, admin, board, "paused")
    assert "issues_closed" in await metrics_told(metrics, admin)
    assert await replay(metrics, admin, delivery) == "processed"
    assert await metrics_told(metrics, admin) == set()


async def test_an_item_that_a_delivery_speaks_of_no_more_loses_what_it_told(
    metrics: httpx.AsyncClient, admin: dict[str, str], board: Board
) -> None:
    delivery = await deliver(metrics, board, WAITING)
    await read_waiting_as(metrics, admin, board, None)
    assert await replay(metrics, admin, delivery) == "ignored"
    await read_waiting_as(metrics, admin, board, "done")
    assert await metrics_told(metrics, admin) == set()
    assert await replay(metrics, admin, delivery) == "processed"
    assert "issues_closed" in await metrics_told(metrics, admin)


async def test_what_another_delivery_tells_as_well_stands_until_that_is_read_anew_too(
    metrics: httpx.AsyncClient, admin: dict[str, str], board: Board
) -> None:
    first = await deliver(metrics, board, WAITING)
    second = await deliver(metrics, board, WAITING | {"sent": "by another hook"})
    await read_waiting_as(metrics, admin, board, "paused")
    await replay(metrics, admin, first)
    await replay(metrics, admin, first)
    assert "issues_closed" in await metrics_told(metrics, admin)
    await replay(metrics, admin, second)
    assert await metrics_told(metrics, admin) == set()


async def test_the_rest_of_an_items_life_is_left_alone(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    board: Board,
    administrator: asyncpg.Connection,
) -> None:
    for said in (issue_event("issue_created", 0), done(30)):
        await deliver(metrics, board, said)
    delivery = await deliver(metrics, board, WAITING)
    await read_waiting_as(metrics, admin, board, None)
    await replay(metrics, admin, delivery)
    assert {"issues_created", "issues_closed"} <= await metrics_told(metrics, admin)
    assert await administrator.fetchval("select count(*) from metrics.transition") == 2


async def test_what_was_kept_before_its_tellers_were_noted_is_never_dropped(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    board: Board,
    administrator: asyncpg.Connection,
) -> None:
    delivery = await deliver(metrics, board, WAITING)
    await administrator.execute("update metrics.transition set tellers = null")
    assert await replay(metrics, admin, delivery) == "processed"
    await read_waiting_as(metrics, admin, board, None)
    await replay(metrics, admin, delivery)
    assert await administrator.fetchval("select count(*) from metrics.transition") == 1


async def test_what_we_fail_at_is_kept_and_understood_once_that_is_mended(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    board: Board,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, body = f"/v1/webhooks/{board}?secret={SECRET}", json.dumps(WAITING).encode()
    with monkeypatch.context() as broken:
        broken.setattr(jira, "MEANINGS", {"issue_updated": lambda _, __: 1 / 0})
        failed = await metrics.post(path, content=body)
    assert (failed.status_code, failed.json()["status"]) == (200, "failed")
    assert await metrics_told(metrics, admin) == set()
    assert await replay(metrics, admin, failed.json()["id"]) == "processed"
    assert "issues_closed" in await metrics_told(metrics, admin)
