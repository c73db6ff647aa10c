"""Through the three real services: a target without a floor, and what it is found to have done."""

from datetime import timedelta
from typing import Any

import httpx

from tests.insights.conftest import Tell
from tests.insights.simulated import LAST, Team

SPAN = {"from": str(LAST - timedelta(days=179)), "to": str(LAST)}
SCORECARD = {
    "outputs": ["Solved tickets"],
    "outcomes": ["Customers who are helped"],
    "pair": {"performance": "csat", "productivity": "tickets_closed"},
}
PUSHED = {
    "title": "Close a fifth more tickets",
    "subject": "team:support",
    "owner": "lena",
    "period": {"first_day": "2026-06-01", "last_day": "2026-12-31"},
    "key_results": [{"metric": "tickets_closed", "baseline": 50, "target": 60}],
}
FLOOR = {"guardrails": [{"metric": "csat", "bound": "floor", "limit": 0.8}]}


async def push_for_more(goals: httpx.AsyncClient, admin: dict[str, str], **more: Any) -> None:
    """A scorecard, and an objective that goes live by override."""
    card = await goals.put("/v1/scorecards/agent", json=SCORECARD, headers=admin)
    assert card.status_code == 201, card.text
    made = await goals.post("/v1/objectives", json=PUSHED | more, headers=admin)
    assert made.status_code == 201, made.text
    url = f"/v1/objectives/{made.json()['id']}/activate"
    why = {"override_reason": "The quarter needs it."}
    live = await goals.post(url, json=why, headers=admin)
    assert live.status_code == 200, live.text


async def test_a_target_without_a_floor_is_named_as_what_bought_speed_with_quality(
    tell: Tell,
    goals: httpx.AsyncClient,
    insights: httpx.AsyncClient,
    admin: dict[str, str],
    lead: dict[str, str],
) -> None:
    await tell(Team(closed=(50, 65), happy=(0.88, 0.74)))
    await push_for_more(goals, admin)
    answer = await insights.get("/v1/insights/team:support", params=SPAN, headers=lead)
    assert answer.status_code == 200, answer.text
    insight = answer.json()
    assert insight["partial"] is False
    found = {finding["rule"]: finding for finding in insight["findings"]}
    assert set(found) == {"conflict_speed_over_quality", "unbalanced_goal"}
    (cause,) = found["conflict_speed_over_quality"]["causes"]
    assert cause["id"] == "incentive_misalignment"
    assert "“The quarter needs it”" in cause["evidence"][0]["says"]


async def test_a_floor_on_record_is_watched(
    tell: Tell,
    goals: httpx.AsyncClient,
    insights: httpx.AsyncClient,
    admin: dict[str, str],
    lead: dict[str, str],
) -> None:
    await tell(Team(closed=(50, 65), happy=(0.88, 0.70)))
    await push_for_more(goals, admin, **FLOOR)
    answer = await insights.get("/v1/insights/team:support/rules", params=SPAN, headers=lead)
    outcomes = {rule["rule"]: rule for rule in answer.json()["rules"]}
    assert outcomes["floor_broken"]["outcome"] == "fired"
    assert outcomes["floor_broken"]["numbers"]["csat_limit"] == 0.8
    assert outcomes["unbalanced_goal"]["outcome"] == "fired"
