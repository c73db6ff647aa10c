"""A team with a role, its numbers in the metrics service, and an insights service to ask."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import httpx
import pytest

from services.insights.app import make as make_insights
from shared.settings import Settings
from tests.conftest import Headers
from tests.insights.goals_stand_in import Said, objectives, scorecard, stand_in
from tests.insights.simulated import Team
from tests.live import Live, free_port
from tests.metrics.people import put_person, put_team

Ask = Callable[..., Awaitable[httpx.Response]]
Tell = Callable[[Team], Awaitable[None]]


@pytest.fixture
def admin(token: Headers) -> dict[str, str]:
    """Headers of an administrator."""
    return token(person="root", roles=["administrator"])


@pytest.fixture
def lead(token: Headers) -> dict[str, str]:
    """Headers of the team's lead."""
    return token(person="lena", roles=["lead"])


@pytest.fixture
async def tell(metrics: httpx.AsyncClient, admin: dict[str, str]) -> Tell:
    """Put a team of agents in place and post what happened to it."""

    async def tell_metrics(team: Team) -> None:
        await put_team(metrics, admin, "support", [])
        for person in ("ana", "ben", "cem", "dia", "eva"):
            await put_person(metrics, admin, person, "support", roles=[{"role": "agent"}])
        made = await metrics.post("/v1/keys", json={"name": "tests"}, headers=admin)
        push = {"Authorization": f"Bearer {made.json()['secret']}"}
        answer = await metrics.post("/v1/events", json=list(team.events()), headers=push)
        assert answer.status_code == 200, answer.text
        assert answer.json()["results"] == []

    return tell_metrics


@pytest.fixture
async def ask(settings: Settings, lead: dict[str, str]) -> AsyncIterator[Ask]:
    """Ask an insights service of our own, whose goals peer (or both) says what the test wants."""
    async with AsyncExitStack() as stack:

        async def ask_insights(
            path: str = "team:support",
            *,
            goals: Said | None = None,
            slow: float = 0,
            headers: dict[str, str] | None = None,
            peers: dict[str, Any] | None = None,
            both: bool = False,
            **asked: str,
        ) -> httpx.Response:
            said = {"/v1/scorecards/agent": scorecard(), "/v1/objectives": objectives()}
            goals_live = Live(
                stand_in(said | (goals or {}), slow), f"http://127.0.0.1:{free_port()}"
            )
            await stack.enter_async_context(goals_live)
            urls = dict.fromkeys(["goals_url", "metrics_url"][: 1 + both], goals_live.url)
            own = settings.model_copy(update=urls | (peers or {}))
            live = Live(make_insights(own), f"http://127.0.0.1:{free_port()}")
            await stack.enter_async_context(live)
            client = await stack.enter_async_context(live.client())
            params = {key.rstrip("_"): value for key, value in asked.items()}
            url = path if path.startswith("/") else f"/v1/insights/{path}"
            return await client.get(url, params=params, headers=headers or lead)

        yield ask_insights
