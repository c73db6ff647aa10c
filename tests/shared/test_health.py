"""Readiness refuses what could lose data, by name."""

import asyncpg
import httpx
import pytest

from tests.live import Live


async def test_a_sound_service_is_alive_and_ready(house: dict[str, Live]) -> None:
    for live in house.values():
        async with live.client() as client:
            assert (await client.get("/livez")).json() == {"status": "alive"}
            assert (await client.get("/readyz")).json() == {"status": "ready"}


@pytest.mark.parametrize(
    ("unsafe", "named"),
    [
        pytest.param("set fsync = off", "fsync", id="fsync"),
        pytest.param("set full_page_writes = off", "full_page_writes", id="full pages"),
    ],
)
async def test_unsafe_durability_makes_a_service_unready_and_names_the_setting(
    metrics: httpx.AsyncClient, administrator: asyncpg.Connection, unsafe: str, named: str
) -> None:
    await administrator.execute(f"alter system {unsafe}")
    try:
        await settled(administrator, named, "off")
        answer = await metrics.get("/readyz")
        assert (answer.status_code, named in answer.json()["detail"]) == (503, True)
        assert (await metrics.get("/livez")).status_code == 200
    finally:
        await administrator.execute("alter system reset all")
        await settled(administrator, named, "on")


async def settled(administrator: asyncpg.Connection, setting: str, value: str) -> None:
    """Reload the server's configuration and wait until it holds."""
    await administrator.execute("select pg_reload_conf()")
    while await administrator.fetchval("select current_setting($1)", setting) != value:
        await administrator.execute("select pg_sleep(0.01)")


async def test_a_schema_behind_the_code_makes_a_service_unready(
    metrics: httpx.AsyncClient, administrator: asyncpg.Connection
) -> None:
    version = await administrator.fetchval("select version_num from metrics.alembic_version")
    try:
        await administrator.execute("update metrics.alembic_version set version_num = 'older'")
        answer = await metrics.get("/readyz")
        assert (answer.status_code, "migrate first" in answer.json()["detail"]) == (503, True)
    finally:
        await administrator.execute("update metrics.alembic_version set version_num = $1", version)


async def test_figures_are_there_for_prometheus(metrics: httpx.AsyncClient) -> None:
    await metrics.get("/v1/keys")
    text = (await metrics.get("/metrics")).text
    assert 'counterpoise_http_request_seconds_count{operation="list_keys"' in text
