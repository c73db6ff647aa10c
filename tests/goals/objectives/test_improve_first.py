"""Improve first: a target rises only with an improvement behind it, and guardrails that held."""

from typing import Any

import asyncpg
import httpx
import pytest

from tests.conftest import Headers
from tests.goals.backing import GOOD, TODAY, improve, measure_days, set_targets
from tests.goals.conftest import Draft
from tests.goals.wording import CADENCE, CSAT, FLOOR, TICKETS

RAISED = {"key_results": [TICKETS | {"target": 140}, CSAT]}
LOWERED = {"key_results": [TICKETS | {"target": 110}, CSAT]}
POOR = {"csat": 0.5}
DAILY = {"guardrails": [FLOOR | {"window_days": 1}]}
MISSING, NOT_HELD = "improvement_missing", "guardrails_not_held"


async def change(
    goals: httpx.AsyncClient, lead: dict[str, str], objective: dict[str, Any], said: dict[str, Any]
) -> httpx.Response:
    """Change a live objective."""
    path = f"/v1/objectives/{objective['id']}"
    return await goals.patch(path, json=said, headers=lead | {"If-Match": "*"})


@pytest.mark.parametrize(
    ("cadence", "days", "landed", "codes"),
    [
        pytest.param("weekly", [GOOD] * 28, 3, [], id="four weeks held, and improved"),
        pytest.param("weekly", [GOOD] * 28, None, [MISSING], id="nothing has landed"),
        pytest.param("weekly", [GOOD] * 28, 40, [MISSING], id="what landed was in the targets"),
        pytest.param("weekly", [GOOD] * 27, 3, [NOT_HELD], id="a day short of four weeks"),
        pytest.param(
            "weekly", [GOOD] * 10 + [POOR] + [GOOD] * 27, 3, [NOT_HELD], id="broken in between"
        ),
        pytest.param(
            "weekly", [GOOD] * 10 + [POOR] + [GOOD] * 28, 3, [], id="four weeks since it broke"
        ),
        pytest.param("weekly", [GOOD] * 30 + [POOR], 3, [NOT_HELD], id="broken now"),
        pytest.param("weekly", [], 3, [NOT_HELD], id="nothing was measured"),
        pytest.param("biweekly", [GOOD] * 28, 3, [NOT_HELD], id="two periods of two weeks"),
        pytest.param("weekly", [{}] * 29 + [GOOD], 3, [NOT_HELD], id="measured on one day alone"),
        pytest.param(
            "weekly", [POOR] + [{}] * 27 + [GOOD], 3, [NOT_HELD], id="broken, then silent for weeks"
        ),
        pytest.param("weekly", [POOR], None, [MISSING, NOT_HELD], id="neither"),
    ],
)
async def test_a_raise_needs_an_improvement_and_guardrails_that_held(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    administrator: asyncpg.Connection,
    live: Draft,
    lead: dict[str, str],
    admin: dict[str, str],
    cadence: str,
    days: list[dict[str, float]],
    landed: int | None,
    codes: list[str],
) -> None:
    objective = await live(**DAILY, review_cadence=CADENCE | {"throughput": cadence})
    await measure_days(metrics, admin, days)
    await set_targets(administrator, objective, days_ago=len(days) or 30)
    if landed is not None:
        await improve(goals, lead, objective, days_ago=landed)
    answer = await change(goals, lead, objective, RAISED)
    if not codes:
        assert (answer.status_code, answer.json()["targets_set_on"]) == (200, str(TODAY))
        return
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/raise-refused")
    assert [fault["code"] for fault in answer.json()["errors"]] == codes
    path = f"/v1/objectives/{objective['id']}"
    assert (await goals.get(path, headers=lead)).json()["key_results"][0]["target"] == 120


async def test_a_refused_raise_tells_both_facts_whichever_is_missing(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    administrator: asyncpg.Connection,
    live: Draft,
    lead: dict[str, str],
    admin: dict[str, str],
) -> None:
    objective = await live(**DAILY)
    await measure_days(metrics, admin, [GOOD] * 15)
    await set_targets(administrator, objective, days_ago=15)
    await improve(goals, lead, objective, days_ago=3)
    told = (await change(goals, lead, objective, RAISED)).json()
    assert "“Macros” has landed on" in told["detail"]
    assert "have held for 2 of 4 review periods of 7 days" in told["detail"]
    assert [fault["pointer"] for fault in told["errors"]] == ["/guardrails"]


async def test_lowering_is_free_and_logged_and_a_raise_needs_an_improvement_of_its_own(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    administrator: asyncpg.Connection,
    live: Draft,
    lead: dict[str, str],
    admin: dict[str, str],
) -> None:
    objective = await live(**DAILY)
    await measure_days(metrics, admin, [GOOD] * 30)
    lowered = await change(goals, lead, objective, LOWERED | {"why": "Two people have left"})
    assert lowered.status_code == 200
    path = f"/v1/objectives/{objective['id']}/history"
    edit = (await goals.get(path, headers=lead)).json()["items"][-1]
    assert edit["why"] == "Two people have left"
    assert edit["before"]["key_results"][0]["target"] == 120
    await set_targets(administrator, objective, days_ago=30)
    await improve(goals, lead, objective, days_ago=2)
    assert (await change(goals, lead, objective, RAISED)).status_code == 200
    more = {"key_results": [TICKETS | {"target": 160}, CSAT]}
    again = await change(goals, lead, objective, more)
    assert [fault["code"] for fault in again.json()["errors"]] == [MISSING, NOT_HELD]


async def test_a_new_objective_is_no_way_around_a_raise(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    administrator: asyncpg.Connection,
    live: Draft,
    draft: Draft,
    lead: dict[str, str],
    admin: dict[str, str],
) -> None:
    first = await live(**DAILY)
    await change(goals, lead, first, {"state": "closed"})
    await measure_days(metrics, admin, [GOOD] * 30)
    second = await draft(**DAILY, **RAISED)
    activate = f"/v1/objectives/{second['id']}/activate"
    refused = await goals.post(activate, headers=lead)
    assert refused.status_code == 409
    assert {fault["code"] for fault in refused.json()["errors"]} == {"achievable"}
    assert {fault["pointer"] for fault in refused.json()["errors"]} == {
        "/key_results",
        "/guardrails",
    }
    await set_targets(administrator, first, days_ago=30)
    await improve(goals, lead, second, days_ago=2)
    assert (await goals.post(activate, headers=lead)).status_code == 200


async def test_an_objective_that_asks_for_no_more_than_the_one_before_needs_no_improvement(
    goals: httpx.AsyncClient, live: Draft, lead: dict[str, str]
) -> None:
    await change(goals, lead, await live(), {"state": "closed"})
    assert (await live())["state"] == "active"


@pytest.mark.parametrize(
    "eased",
    [
        pytest.param(
            {"guardrails": [FLOOR | {"window_days": 1, "limit": 0.1}]}, id="a lower floor"
        ),
        pytest.param({"guardrails": [FLOOR | {"window_days": 9}]}, id="another window"),
        pytest.param({"review_cadence": CADENCE}, id="reviews twice as often"),
    ],
)
async def test_a_gate_that_is_made_easier_is_watched_anew(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    administrator: asyncpg.Connection,
    live: Draft,
    lead: dict[str, str],
    admin: dict[str, str],
    eased: dict[str, Any],
) -> None:
    biweekly = {"review_cadence": CADENCE | {"throughput": "biweekly"}}
    objective = await live(**DAILY, **biweekly)
    await measure_days(metrics, admin, [GOOD] * 60)
    await set_targets(administrator, objective, days_ago=60)
    await improve(goals, lead, objective, days_ago=3)
    assert (await change(goals, lead, objective, eased)).status_code == 200
    refused = await change(goals, lead, objective, RAISED)
    assert [fault["code"] for fault in refused.json()["errors"]] == [NOT_HELD]


async def test_what_is_taken_out_and_comes_back_with_a_higher_target_is_a_raise(
    goals: httpx.AsyncClient, live: Draft, lead: dict[str, str]
) -> None:
    quality = {"metric": "quality_score", "baseline": 80, "target": 85}
    objective = await live(key_results=[TICKETS, CSAT, quality])
    out = await change(goals, lead, objective, {"key_results": [TICKETS, quality]})
    higher = {"key_results": [TICKETS, quality, CSAT | {"target": 0.95}]}
    back = await change(goals, lead, objective, higher)
    same = await change(goals, lead, objective, {"key_results": [TICKETS, quality, CSAT]})
    assert [out.status_code, back.status_code, same.status_code] == [200, 409, 200]
    assert back.json()["type"] == "/problems/raise-refused"


@pytest.mark.parametrize(
    "aimed",
    [
        pytest.param(TICKETS | {"target": 140}, id="a higher target"),
        pytest.param(TICKETS | {"basis": "week"}, id="another basis"),
    ],
)
async def test_no_objective_in_between_hides_the_one_before(
    goals: httpx.AsyncClient,
    live: Draft,
    draft: Draft,
    lead: dict[str, str],
    aimed: dict[str, Any],
) -> None:
    await live()
    await live(key_results=[{"metric": "handling_time", "baseline": 30, "target": 25}, CSAT])
    second = await draft(key_results=[aimed, CSAT])
    refused = await goals.post(f"/v1/objectives/{second['id']}/activate", headers=lead)
    assert refused.status_code == 409, refused.text
    assert {fault["code"] for fault in refused.json()["errors"]} == {"achievable"}


async def test_what_cannot_be_known_of_an_earlier_objective_is_not_held_and_hides_nothing(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    live: Draft,
    draft: Draft,
    lead: dict[str, str],
    admin: dict[str, str],
    token: Headers,
    administrator: asyncpg.Connection,
) -> None:
    await measure_days(metrics, admin, [GOOD] * 3)
    first = await live()
    await set_targets(administrator, first, days_ago=30)
    second = await draft(**RAISED)
    path = f"/v1/objectives/{second['id']}"
    stranger = await goals.get(f"{path}/checklist", headers=token(person="stranger"))
    assert stranger.status_code == 200
    assert "not yours to see" in stranger.json()["items"][2]["reason"]
    overridden = await goals.post(
        f"{path}/activate", json={"override_reason": "Now."}, headers=admin
    )
    assert overridden.status_code == 200, overridden.text
