"""The bytes of what was settled are forgotten after a time; what is open keeps them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from services.metrics.forgetting import Forgetting
from tests.live import Live
from tests.metrics.conftest import Post, event
from tests.metrics.quarantine.test_settling import HERE, entries

KEPT_DAYS = 90  # unless the deployment says otherwise


@pytest.fixture
async def forget(house: dict[str, Live]) -> Forgetting:
    """What the service does every hour."""
    forgetting: Forgetting = house["metrics"].app.state.forgetting
    return forgetting


async def age(administrator: asyncpg.Connection, **by: float) -> None:
    """As if all had come, and what is settled been settled, earlier."""
    then = datetime.now(UTC) - timedelta(**by)
    await administrator.execute(
        "update metrics.quarantine set received_at = $1::timestamptz,"
        " settled_at = case when settled_at is not null then $1 end",
        then,
    )


@pytest.fixture
async def old(
    metrics: httpx.AsyncClient, admin: dict[str, str], post: Post, administrator: asyncpg.Connection
) -> dict[str, Any]:
    """An entry that was discarded longer ago than bytes are kept; another is as old, and open."""
    await post(event(id="settled", metric="none"), event(id="open", metric="none"))
    [entry] = await entries(metrics, admin, event_id="settled")
    said = {"reason": "Test traffic"}
    await metrics.post(f"{HERE}/{entry['id']}/discard", json=said, headers=admin)
    await age(administrator, days=KEPT_DAYS, seconds=1)
    [entry] = await entries(metrics, admin, event_id="settled")
    return dict(entry)


async def test_bytes_of_what_was_settled_long_ago_are_forgotten_and_nothing_else(
    metrics: httpx.AsyncClient, admin: dict[str, str], old: dict[str, Any], forget: Forgetting
) -> None:
    [waiting] = await entries(metrics, admin, event_id="open")
    await forget()
    assert await entries(metrics, admin, event_id="settled") == [old | {"raw": None}]
    assert await entries(metrics, admin, event_id="open") == [waiting]
    assert (await metrics.get(f"{HERE}/{waiting['id']}/raw", headers=admin)).status_code == 200


async def test_no_byte_of_what_is_forgotten_is_kept(
    old: dict[str, Any], administrator: asyncpg.Connection, forget: Forgetting
) -> None:
    await forget()
    query = "select raw from metrics.quarantine where event_id = 'settled'"
    assert await administrator.fetchval(query) == b""


async def test_bytes_are_kept_for_as_long_as_was_set(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    old: dict[str, Any],
    administrator: asyncpg.Connection,
    forget: Forgetting,
) -> None:
    await age(administrator, days=KEPT_DAYS, seconds=-30)
    await forget()
    assert (await metrics.get(f"{HERE}/{old['id']}/raw", headers=admin)).status_code == 200


async def test_what_was_forgotten_is_neither_given_nor_replayed_and_says_so(
    metrics: httpx.AsyncClient, admin: dict[str, str], old: dict[str, Any], forget: Forgetting
) -> None:
    await forget()
    path = f"{HERE}/{old['id']}"
    for answer in (
        await metrics.get(f"{path}/raw", headers=admin),
        await metrics.post(f"{path}/replay", headers=admin),
    ):
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/entry-forgotten")


async def test_what_was_counted_forgotten_and_is_held_again_has_its_bytes_again(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    post: Post,
    old: dict[str, Any],
    administrator: asyncpg.Connection,
    forget: Forgetting,
) -> None:
    await administrator.execute(
        "update metrics.quarantine set outcome = 'stored' where event_id = 'settled'"
    )
    await forget()
    await post(event(id="settled", metric="none"))
    [again] = await entries(metrics, admin, event_id="settled")
    assert (again["raw"], again["settled_at"]) == (old["raw"], None)
    assert (await metrics.get(f"{HERE}/{old['id']}/raw", headers=admin)).text == old["raw"]


async def test_what_another_replica_is_about_to_forget_is_left_to_it(
    old: dict[str, Any], administrator: asyncpg.Connection, forget: Forgetting
) -> None:
    async with administrator.transaction():
        await administrator.execute("select 1 from metrics.quarantine for update")
        await forget()
        kept = "select raw <> '' from metrics.quarantine where event_id = 'settled'"
        assert await administrator.fetchval(kept)
