"""A live objective may be mended at any time, and undone or pushed only as the checklist allows."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest

from services.goals.measured import PLANS
from shared.schemas.metrics.audits import AuditPlanIn
from tests.goals.backing import GOOD, improve, measure_days, set_targets
from tests.goals.conftest import Draft
from tests.goals.wording import CSAT, FLOOR, TICKETS

Backed = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]

RAISED = TICKETS | {"target": 140}
LOWERED = TICKETS | {"target": 110}
HANDLING = {"metric": "handling_time", "baseline": 30, "target": 25}


@pytest.fixture
def backed(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    administrator: asyncpg.Connection,
    admin: dict[str, str],
    lead: dict[str, str],
) -> Backed:
    """Let an improvement land for an objective, and its guardrails hold for five weeks."""

    async def back(objective: dict[str, Any]) -> dict[str, Any]:
        await measure_days(metrics, admin, [GOOD] * 70)
        await set_targets(administrator, objective, days_ago=35)
        await improve(goals, lead, objective, days_ago=10)
        return objective

    return back


async def change(
    goals: httpx.AsyncClient, lead: dict[str, str], live: dict[str, Any], **said: Any
) -> httpx.Response:
    """Change a live objective."""
    path = f"/v1/objectives/{live['id']}"
    return await goals.patch(path, json=said, headers=lead | {"If-Match": "*"})


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"title": "Other words"}, id="title"),
        pytest.param({"key_results": [LOWERED, CSAT]}, id="a lower target"),
        pytest.param({"blockers": ["The tool is down"]}, id="a blocker that turned up"),
        pytest.param({"guardrails": [FLOOR | {"limit": 0.95}]}, id="a higher floor"),
    ],
)
async def test_a_live_objective_that_still_passes_may_change(
    goals: httpx.AsyncClient, live: Draft, lead: dict[str, str], said: dict[str, Any]
) -> None:
    answer = await change(goals, lead, await live(), **said)
    assert answer.status_code == 200, answer.text
    assert answer.json()["version"] == 3


@pytest.mark.parametrize(
    ("said", "item"),
    [
        pytest.param({"guardrails": []}, "specific", id="without its floor"),
        pytest.param({"guardrails": [FLOOR | {"audit": None}]}, "specific", id="without its audit"),
        pytest.param({"key_results": [TICKETS]}, "okr_alignment", id="without its counterweight"),
        pytest.param({"business_outcome": None}, "relevant", id="without its outcome"),
        pytest.param({"period": None}, "time_bound", id="without its period"),
    ],
)
async def test_a_live_objective_may_not_lose_what_it_passed(
    goals: httpx.AsyncClient, live: Draft, lead: dict[str, str], said: dict[str, Any], item: str
) -> None:
    objective = await live()
    answer = await change(goals, lead, objective, **said)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/checklist-fails")
    assert {fault["code"] for fault in answer.json()["errors"]} == {item}
    path = f"/v1/objectives/{objective['id']}"
    assert (await goals.get(path, headers=lead)).json() == objective


async def test_a_live_objective_may_lose_neither_the_plan_behind_its_floor_nor_its_parent(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    live: Draft,
    lead: dict[str, str],
    admin: dict[str, str],
) -> None:
    [plan] = AuditPlanIn.model_json_schema()["examples"]
    await metrics.put(f"{PLANS}replies", json=plan, headers=admin)
    team = await live(guardrails=[FLOOR | {"audit": None, "audit_plan": "replies"}])
    person = await live(subject="person:ana", parent=team["id"])
    unguarded = await change(goals, lead, team, guardrails=[])
    alone = await change(goals, lead, person, parent=None)
    for answer, item in ((unguarded, "specific"), (alone, "relevant")):
        assert answer.status_code == 409, answer.text
        assert {fault["code"] for fault in answer.json()["errors"]} == {item}


async def test_nothing_more_is_asked_while_a_blocker_is_open(
    goals: httpx.AsyncClient, live: Draft, lead: dict[str, str], backed: Backed
) -> None:
    objective = await backed(await live())
    await change(goals, lead, objective, blockers=["The tool is down"])
    raised = await change(goals, lead, objective, key_results=[RAISED, CSAT])
    assert [fault["pointer"] for fault in raised.json()["errors"]] == ["/blockers/0"]
    more = await change(goals, lead, objective, key_results=[TICKETS, CSAT, HANDLING])
    lower = await change(goals, lead, objective, key_results=[LOWERED, CSAT])
    assert [raised.status_code, more.status_code, lower.status_code] == [409, 409, 200]
    cleared = await change(goals, lead, objective, blockers=[])
    again = await change(goals, lead, objective, key_results=[RAISED, CSAT])
    assert [cleared.status_code, again.status_code] == [200, 200]


async def test_the_floor_that_was_overridden_can_be_added_later_and_step_by_step(
    goals: httpx.AsyncClient,
    draft: Draft,
    lead: dict[str, str],
    admin: dict[str, str],
    backed: Backed,
) -> None:
    drafted = await draft(key_results=[TICKETS], guardrails=[], quality_standard=None)
    path = f"/v1/objectives/{drafted['id']}"
    await goals.post(f"{path}/activate", json={"override_reason": "Now."}, headers=admin)
    raised = await change(goals, lead, drafted, key_results=[RAISED])
    assert raised.status_code == 409
    floored = await change(goals, lead, drafted, guardrails=[FLOOR])
    balanced = await change(goals, lead, drafted, key_results=[TICKETS, CSAT])
    assert [floored.status_code, balanced.status_code] == [200, 200]
    before = (await goals.get(f"{path}/checklist", headers=lead)).json()
    assert [item["item"] for item in before["items"] if not item["passed"]] == ["specific"]
    undone = await change(goals, lead, drafted, key_results=[TICKETS])
    assert (undone.status_code, undone.json()["errors"][0]["code"]) == (409, "okr_alignment")
    await change(goals, lead, drafted, quality_standard="Nine in ten are satisfied")
    assert (await goals.get(f"{path}/checklist", headers=lead)).json()["passed"]
    await backed(drafted)
    assert (await change(goals, lead, drafted, key_results=[RAISED, CSAT])).status_code == 200


async def test_an_objective_that_changes_while_it_goes_live_is_never_live_unbalanced(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str]
) -> None:
    for _ in range(5):
        drafted = await draft()
        path = f"/v1/objectives/{drafted['id']}"
        answers = await asyncio.gather(
            goals.post(f"{path}/activate", headers=lead),
            change(goals, lead, drafted, guardrails=[]),
        )
        assert {answer.status_code for answer in answers} <= {200, 409, 412}
        left = (await goals.get(path, headers=lead)).json()
        assert left["state"] == "draft" or left["guardrails"]


@pytest.mark.parametrize(
    ("was", "becomes", "raised"),
    [
        pytest.param(TICKETS, RAISED, True, id="more of what should rise"),
        pytest.param(TICKETS, LOWERED, False, id="less of what should rise"),
        pytest.param(HANDLING, HANDLING | {"target": 20}, True, id="less of what should fall"),
        pytest.param(HANDLING, HANDLING | {"target": 28}, False, id="more of what should fall"),
        pytest.param(TICKETS, TICKETS | {"weight": 2}, False, id="another weight"),
        pytest.param(TICKETS, TICKETS | {"basis": "week"}, True, id="another basis"),
        pytest.param(TICKETS, TICKETS | {"baseline": 90}, False, id="another baseline"),
    ],
)
async def test_what_counts_as_asking_for_more(
    goals: httpx.AsyncClient,
    live: Draft,
    lead: dict[str, str],
    was: dict[str, Any],
    becomes: dict[str, Any],
    raised: bool,
) -> None:
    objective = await live(key_results=[was, CSAT])
    await change(goals, lead, objective, blockers=["The tool is down"])
    answer = await change(goals, lead, objective, key_results=[becomes, CSAT])
    assert answer.status_code == (409 if raised else 200), answer.text
