"""What tests of the metrics service need often."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from tests.conftest import Headers

Post = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture
def admin(token: Headers) -> dict[str, str]:
    """Headers of an administrator."""
    return token(person="root", roles=["administrator"])


@pytest.fixture
async def push(metrics: httpx.AsyncClient, admin: dict[str, str]) -> dict[str, str]:
    """Headers of an API key that may push anything."""
    made = await metrics.post("/v1/keys", json={"name": "tests"}, headers=admin)
    assert made.status_code == 201, made.text
    return {"Authorization": f"Bearer {made.json()['secret']}"}


@pytest.fixture
def post(metrics: httpx.AsyncClient, push: dict[str, str]) -> Post:
    """Post native events and answer the response."""

    async def post_events(*events: dict[str, Any], **how: Any) -> httpx.Response:
        return await metrics.post("/v1/events", json=list(events), headers=push, **how)

    return post_events


def event(**said: Any) -> dict[str, Any]:
    """A sound event, but for what is said."""
    usual = {
        "id": "e1",
        "source": "crm",
        "metric": "tickets_closed",
        "subject": "person:ana",
        "time": "2026-11-02T09:30:00Z",
    }
    return usual | said
