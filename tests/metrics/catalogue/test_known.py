"""A process never goes on with the catalogue as it was before its own change."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import httpx
import pytest

from tests.metrics.catalogue.test_catalogue import OWN
from tests.metrics.conftest import Post, event

GATE = 4711
HELD_UP = f"""
    create function metrics.held_up() returns trigger language plpgsql as
        'begin perform pg_advisory_xact_lock({GATE}); return null; end';
    create constraint trigger held_up after update on metrics.metric
        deferrable initially deferred for each row execute function metrics.held_up();
"""
WAITING = f"select count(*) from pg_locks, pg_sleep(0.01) where objid = {GATE} and not granted"


@pytest.fixture
async def held_up(administrator: asyncpg.Connection) -> AsyncIterator[None]:
    """Commits of a changed metric wait until the gate is opened."""
    await administrator.execute(HELD_UP)
    await administrator.execute(f"select pg_advisory_lock({GATE})")
    yield
    await administrator.execute("select pg_advisory_unlock_all()")
    await administrator.execute("drop function metrics.held_up cascade")


async def test_whoever_reads_during_a_commit_does_not_keep_what_was_before(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    post: Post,
    administrator: asyncpg.Connection,
    held_up: None,
) -> None:
    await metrics.post("/v1/metrics", json=OWN | {"maximum": 1}, headers=admin)
    headers = admin | {"If-Match": "*"}
    change = metrics.patch("/v1/metrics/calls_made", json={"maximum": 9}, headers=headers)
    changing = asyncio.create_task(change)
    while await administrator.fetchval(WAITING) == 0:
        assert not changing.done()
    during = await post(event(id="during", metric="calls_made", value=5))
    await administrator.execute(f"select pg_advisory_unlock({GATE})")
    assert (await changing).status_code == 200
    after = await post(event(id="after", metric="calls_made", value=5))
    assert (during.json()["quarantined"], after.json()["stored"]) == (1, 1)
