"""What tests of the goals service need often."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any

import asyncpg
import httpx
import pytest
from pydantic import SecretStr

from services.goals.app import make
from shared.settings import Settings
from tests.conftest import Headers
from tests.goals.wording import objective
from tests.live import Live, free_port

Racing = Callable[..., Awaitable[list[int]]]
Draft = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
def admin(token: Headers) -> dict[str, str]:
    """Headers of an administrator."""
    return token(person="root", roles=["administrator"])


@pytest.fixture
def lead(token: Headers) -> dict[str, str]:
    """Headers of a team lead, who leads support where there is a directory."""
    return token(person="lena", roles=["lead"])


@pytest.fixture
def racing(administrator: asyncpg.Connection) -> Racing:
    """Send requests that all meet at a locked row, let go of it, and answer their statuses."""

    async def race(table: str, *requests: Coroutine[Any, Any, httpx.Response]) -> list[int]:
        async with administrator.transaction():
            await administrator.execute(f"select from goals.{table} for update")
            tasks = [asyncio.create_task(request) for request in requests]
            await asyncio.sleep(0.5)
        return sorted([(await task).status_code for task in tasks])

    return race


@pytest.fixture
def draft(goals: httpx.AsyncClient, lead: dict[str, str]) -> Draft:
    """Draft an objective that passes the checklist, but for what is said; answer it."""

    async def post(**said: Any) -> dict[str, Any]:
        answer = await goals.post("/v1/objectives", json=objective(**said), headers=lead)
        assert answer.status_code == 201, answer.text
        told: dict[str, Any] = answer.json()
        return told

    return post


@pytest.fixture
def live(goals: httpx.AsyncClient, lead: dict[str, str], draft: Draft) -> Draft:
    """An objective that passes the checklist and is active, but for what is said."""

    async def post(**said: Any) -> dict[str, Any]:
        drafted = await draft(**said)
        path = f"/v1/objectives/{drafted['id']}/activate"
        answer = await goals.post(path, json={}, headers=lead)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    return post


@pytest.fixture
async def alone(
    settings: Settings, database_urls: dict[str, str], empty: None
) -> AsyncIterator[httpx.AsyncClient]:
    """A goals service whose metrics service is not there."""
    nowhere = f"http://127.0.0.1:{free_port()}"
    own = {"database_url": SecretStr(database_urls["goals"]), "metrics_url": nowhere}
    app = make(settings.model_copy(update=own))
    async with Live(app, f"http://127.0.0.1:{free_port()}") as live, live.client() as client:
        yield client
