"""While metrics is away goals still reads, drafts and lists; the rest waits, half-written never."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from pydantic import SecretStr

from services.goals.app import make
from shared.settings import Settings
from tests.goals.conftest import Draft
from tests.goals.experiments.test_experiments import experiment
from tests.goals.incentives.test_incentives import policy
from tests.goals.measuring import put_support
from tests.goals.wording import TICKETS, objective, scorecard
from tests.live import Live, free_port

HEADERS_OF_CHANGE = {"If-Match": "*"}


async def never_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Listen until the caller gives up."""
    await reader.read()
    writer.close()


@pytest.fixture
async def waiting(
    settings: Settings, database_urls: dict[str, str], empty: None
) -> AsyncIterator[httpx.AsyncClient]:
    """A goals service with one connection, whose metrics service never answers."""
    silent = await asyncio.start_server(never_answer, "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    own = {"database_url": SecretStr(database_urls["goals"]), "pool_size": 1}
    asking = {"metrics_url": f"http://127.0.0.1:{port}", "peer_deadline_seconds": 2}
    app = make(settings.model_copy(update=own | asking))
    async with Live(app, f"http://127.0.0.1:{free_port()}") as live, live.client() as client:
        yield client
    silent.close()
    await silent.wait_closed()


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


async def test_who_waits_for_metrics_keeps_nobody_else_waiting(
    waiting: httpx.AsyncClient, lead: dict[str, str]
) -> None:
    made = await waiting.post("/v1/objectives", json=objective(), headers=lead)
    path = made.headers["location"]
    asking = [asyncio.create_task(waiting.post(f"{path}/activate", headers=lead)) for _ in range(5)]
    await asyncio.sleep(0.5)
    async with asyncio.timeout(1):
        listed = await waiting.get("/v1/objectives", headers=lead)
    assert (listed.status_code, [task.done() for task in asking]) == (200, [False] * 5)
    assert {answer.status_code for answer in await asyncio.gather(*asking)} == {503}


async def test_check_ins_are_read_without_words_and_numbers(
    alone: httpx.AsyncClient,
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    live: Draft,
    lead: dict[str, str],
    admin: dict[str, str],
) -> None:
    await put_support(metrics, admin)
    path = f"/v1/objectives/{(await live())['id']}/check_ins"
    made = await goals.post(path, json={"confidence": 0.5, "comment": "Well"}, headers=lead)
    [told] = (await alone.get(path, headers=lead)).json()["items"]
    bare = dict.fromkeys(("confidence", "comment", "progress")) | {"hidden": "metrics_away"}
    assert told == made.json() | bare
    refused = await alone.post(path, json={"confidence": 0.5}, headers=lead)
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
    assert len((await goals.get(path, headers=lead)).json()["items"]) == 1


async def test_what_asks_nothing_of_the_catalogue_works_without_metrics(
    alone: httpx.AsyncClient, lead: dict[str, str], admin: dict[str, str]
) -> None:
    blocker = {"kind": "tool", "title": "It is slow", "teams": ["support"]}
    macros = {"kind": "tooling", "title": "Macros", "teams": ["support"]}
    for path, said in (("blockers", blocker), ("improvements", macros)):
        made = await alone.post(f"/v1/{path}", json=said, headers=lead)
        where = made.headers["location"]
        changed = await alone.patch(where, json={"owner": "lena"}, headers=lead | HEADERS_OF_CHANGE)
        history = await alone.get(f"{where}/history", headers=lead)
        assert [each.status_code for each in (made, changed, history)] == [201, 200, 200]
    for path in ("incentives", "experiments", "scorecard_templates", "scorecard_templates/nurse"):
        assert (await alone.get(f"/v1/{path}", headers=admin)).status_code == 200


async def test_policies_and_experiments_wait_for_the_catalogue_but_can_be_ended_without(
    alone: httpx.AsyncClient, goals: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    how, from_template = admin | HEADERS_OF_CHANGE, "/v1/scorecard_templates/support_agent"
    drafted = await goals.post("/v1/experiments", json=experiment(), headers=admin)
    path = drafted.headers["location"]
    answers = [
        await alone.post("/v1/incentives", json=policy(), headers=admin),
        await alone.post("/v1/experiments", json=experiment(), headers=admin),
        await alone.patch(path, json={"state": "running"}, headers=how),
        await alone.post(f"{from_template}/scorecards", json={"role": "agent"}, headers=admin),
        await alone.get(f"{from_template}/missing", headers=admin),
        await alone.get("/v1/scorecards/agent/holders", headers=admin),
    ]
    for answer in answers:
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1"), answer.text
    assert (await goals.get(path, headers=admin)).json() == drafted.json()
    for listed in ("incentives", "scorecards"):
        assert (await goals.get(f"/v1/{listed}", headers=admin)).json()["items"] == []
    given_up = {"state": "abandoned", "why": "Nobody was measured"}
    assert (await alone.patch(path, json=given_up, headers=how)).status_code == 200


async def test_who_waits_with_a_policy_or_an_experiment_keeps_nobody_else_waiting(
    waiting: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    said = [("incentives", policy()), ("experiments", experiment())] * 3
    asking = [
        asyncio.create_task(
            waiting.post(f"/v1/{path}", json=each, headers=admin | {"Idempotency-Key": f"{n}"})
        )
        for n, (path, each) in enumerate(said)
    ]
    await asyncio.sleep(0.5)
    async with asyncio.timeout(1):
        listed = await waiting.get("/v1/incentives", headers=admin)
    assert (listed.status_code, [task.done() for task in asking]) == (200, [False] * 6)
    assert {answer.status_code for answer in await asyncio.gather(*asking)} == {503}
