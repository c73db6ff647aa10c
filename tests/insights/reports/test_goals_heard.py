"""What goals tell bears on what a pair means."""

from dataclasses import replace
from datetime import timedelta

from tests.insights.conftest import Ask, Tell
from tests.insights.goals_stand_in import FLOOR, OVERRIDE, objectives
from tests.insights.simulated import LAST, Team

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


async def test_a_broken_floor_is_told_since_its_day(tell: Tell, ask: Ask) -> None:
    await tell(replace(RUSHED, happy=(0.9, 0.7)))
    guarded = {"/v1/objectives": objectives({"guardrails": [FLOOR]})}
    insight = (await ask(goals=guarded, **SPAN)).json()
    rules = {finding["rule"]: finding for finding in insight["findings"]}
    floor = rules["floor_broken"]
    assert floor["tier"] == "confirmed"
    assert "2026-08-22" < floor["evidence"][0]["numbers"]["since"] < "2026-09-22"
