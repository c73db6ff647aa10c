"""What goals tell bears on what a pair means."""

from dataclasses import replace
from datetime import timedelta

import httpx

from tests.insights.conftest import Ask, Tell
from tests.insights.goals_stand_in import FLOOR, OVERRIDE, incentives, objectives
from tests.insights.simulated import LAST, Team
from tests.metrics.catalogue.test_catalogue import OWN

SPAN = {"from_": str(LAST - timedelta(days=179)), "to": str(LAST)}
RUSHED = Team(closed=(50, 65), happy=(0.88, 0.74))


async def test_a_goal_without_a_floor_speaks_for_incentives(tell: Tell, ask: Ask) -> None:
    await tell(RUSHED)
    pushed = {"/v1/objectives": objectives({"override": OVERRIDE})}
    insight = (await ask(goals=pushed, **SPAN)).json()
    rules = {finding["rule"]: finding for finding in insight["findings"]}
    assert set(rules) == {"conflict_speed_over_quality", "unbalanced_goal"}
    causes = rules["conflict_speed_over_quality"]["causes"]
    assert [cause["id"] for cause in causes] == ["incentive_misalignment"]
    assert "“The quarter needs it”" in causes[0]["evidence"][0]["says"]


async def test_a_policy_that_pays_for_output_alone_speaks_for_incentives(
    tell: Tell, ask: Ask
) -> None:
    await tell(RUSHED)
    calm = {"/v1/objectives": objectives(), "/v1/incentives": incentives({})}
    insight = (await ask(goals=calm, **SPAN)).json()
    rules = {finding["rule"]: finding for finding in insight["findings"]}
    assert set(rules) == {"conflict_speed_over_quality", "unbalanced_incentive"}
    [cause] = rules["conflict_speed_over_quality"]["causes"]
    assert cause["id"] == "incentive_misalignment"
    assert "“A euro a ticket”" in cause["evidence"][0]["says"]


async def test_a_broken_floor_is_told_since_its_day(tell: Tell, ask: Ask) -> None:
    await tell(replace(RUSHED, happy=(0.9, 0.7)))
    guarded = {"/v1/objectives": objectives({"guardrails": [FLOOR]})}
    insight = (await ask(goals=guarded, **SPAN)).json()
    rules = {finding["rule"]: finding for finding in insight["findings"]}
    floor = rules["floor_broken"]
    assert floor["tier"] == "confirmed"
    assert "2026-08-22" < floor["evidence"][0]["numbers"]["since"] < "2026-09-22"


async def test_goals_that_guard_more_metrics_than_one_query_takes_are_all_heard(
    tell: Tell, ask: Ask, metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await tell(Team(days=5))
    floors = []
    for number in range(60):
        own = OWN | {"key": f"own_{number}"}
        assert (await metrics.post("/v1/metrics", json=own, headers=admin)).status_code == 201
        floors.append(FLOOR | {"metric": own["key"]})
    guarded = [{"guardrails": floors[at : at + 5]} for at in range(0, 60, 5)]
    answer = await ask(goals={"/v1/objectives": objectives(*guarded)}, **SPAN)
    assert answer.status_code == 200, answer.text
    assert answer.json()["missing"] == []
