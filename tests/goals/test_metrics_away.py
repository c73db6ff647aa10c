"""While metrics is away goals still reads, drafts and lists; the rest waits, half-written never."""

from collections.abc import AsyncIterator

import httpx
import pytest
from pydantic import SecretStr

from services.goals.app import make
from shared.settings import Settings
from tests.goals.wording import TICKETS, objective, scorecard
from tests.live import Live, free_port

HEADERS_OF_CHANGE = {"If-Match": "*"}


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


async def test_goals_reads_drafts_and_lists(alone: httpx.AsyncClient, lead: dict[str, str]) -> None:
    made = await alone.post("/v1/objectives", json=objective(), headers=lead)
    path = made.headers["location"]
    edited = await alone.patch(path, json={"key_results": []}, headers=lead | HEADERS_OF_CHANGE)
    listed = await alone.get("/v1/objectives", headers=lead)
    history = await alone.get(f"{path}/history", headers=lead)
    statuses = [answer.status_code for answer in (made, edited, listed, history)]
    assert statuses == [201, 200, 200, 200]
    assert listed.json()["items"] == [edited.json()]


async def test_what_needs_the_catalogue_says_when_to_try_again_and_changes_nothing(
    alone: httpx.AsyncClient, goals: httpx.AsyncClient, lead: dict[str, str], admin: dict[str, str]
) -> None:
    path = (await alone.post("/v1/objectives", json=objective(), headers=lead)).headers["location"]
    live = (await goals.post("/v1/objectives", json=objective(), headers=lead)).headers["location"]
    await goals.post(f"{live}/activate", headers=lead)
    before = (await alone.get("/v1/objectives", headers=lead)).json()
    answers = [
        await alone.put("/v1/scorecards/agent", json=scorecard(), headers=admin),
        await alone.get(f"{path}/checklist", headers=lead),
        await alone.post(f"{path}/activate", headers=lead),
        await alone.post(f"{path}/activate", json={"override_reason": "Now."}, headers=admin),
        await alone.get(f"{path}/progress", headers=lead),
        await alone.patch(live, json={"key_results": [TICKETS]}, headers=lead | HEADERS_OF_CHANGE),
    ]
    for answer in answers:
        assert answer.status_code == 503, answer.text
        assert answer.headers["retry-after"] == "1"
        assert answer.json()["type"] == "/problems/peer-unavailable"
    assert (await alone.get("/v1/objectives", headers=lead)).json() == before
    assert (await alone.get("/v1/scorecards", headers=lead)).json()["items"] == []


async def test_a_live_objective_can_be_closed_and_renamed_without_metrics(
    alone: httpx.AsyncClient, goals: httpx.AsyncClient, lead: dict[str, str]
) -> None:
    live = (await goals.post("/v1/objectives", json=objective(), headers=lead)).headers["location"]
    await goals.post(f"{live}/activate", headers=lead)
    for said in ({"title": "Other words"}, {"blockers": ["Metrics is down"]}, {"state": "closed"}):
        answer = await alone.patch(live, json=said, headers=lead | HEADERS_OF_CHANGE)
        assert answer.status_code == 200, answer.text
