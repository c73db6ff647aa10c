"""What a customer says anew replaces what was counted before, on its day, words and all."""

import json

import asyncpg
import httpx
import pytest

from deploy.senders.signing import Headers
from tests.metrics.webhooks.connectors.delighted import response
from tests.metrics.webhooks.test_deliveries import days

SECRET = "delighted-secret"
ADDRESS = f"/v1/webhooks/surveys?secret={SECRET}"


@pytest.fixture
async def surveys(metrics: httpx.AsyncClient, admin: Headers) -> None:
    """A survey tool."""
    said = {"key": "surveys", "tool": "delighted", "name": "Surveys", "secrets": [SECRET]}
    assert (await metrics.post("/v1/connectors", json=said, headers=admin)).status_code == 201


async def kept(administrator: asyncpg.Connection) -> list[tuple[float, str]]:
    """Every rating with its comment."""
    found = await administrator.fetch("select value, attributes ->> 'comment' from metrics.event")
    return [(value, comment) for value, comment in found]


async def test_a_comment_that_changed_alone_is_kept_instead_of_the_one_before(
    metrics: httpx.AsyncClient, surveys: None, administrator: asyncpg.Connection
) -> None:
    for minute, comment in ((0, "Fast!"), (5, "Fast, but rude")):
        told = response("updated", 9, minute, comment=comment)
        await metrics.post(ADDRESS, content=json.dumps(told))
    assert await kept(administrator) == [(100, "Fast, but rude")]
    assert [count for _, _, _, count, _ in await days(administrator)] == [1]


async def test_a_rating_that_arrives_late_does_not_replace_the_one_that_came_after_it(
    metrics: httpx.AsyncClient, surveys: None, administrator: asyncpg.Connection
) -> None:
    for minute, score in ((5, 2), (0, 9)):
        await metrics.post(ADDRESS, content=json.dumps(response("updated", score, minute)))
    assert await kept(administrator) == [(-100, "Fast!")]
