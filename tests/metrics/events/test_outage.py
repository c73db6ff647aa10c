"""An outage of the database ends with the outage."""

import asyncpg
import httpx

from tests.metrics.conftest import event

LET_GO = """
    select pg_terminate_backend(pid, 5000) from pg_stat_activity
     where application_name = 'counterpoise-metrics'
"""


async def test_when_the_database_is_back_every_connection_of_before_is_forgotten(
    metrics: httpx.AsyncClient, administrator: asyncpg.Connection, push: dict[str, str]
) -> None:
    several = [event(id=f"e{number}") for number in range(8)]
    for posted in several:
        await metrics.post("/v1/events", json=posted, headers=push)
    assert await administrator.fetch(LET_GO)
    for posted in several:
        answer = await metrics.post("/v1/events", json=posted, headers=push)
        assert (answer.status_code, answer.json()["duplicates"]) == (200, 1)
