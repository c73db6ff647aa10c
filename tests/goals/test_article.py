"""The article's example, replayed: a fifth more tickets, refused, repaired, earned and kept."""

from datetime import timedelta
from typing import Any

import asyncpg
import httpx

from tests.goals.backing import TODAY, improve, measure_days, set_targets
from tests.goals.measuring import event
from tests.goals.wording import CADENCE

WEEK = {"window_days": 7}
PERIOD = {
    "first_day": str(TODAY - timedelta(days=40)),
    "last_day": str(TODAY + timedelta(days=50)),
}
TICKETS = {"metric": "tickets_closed", "baseline": 100, "target": 120} | WEEK
CSAT = {"metric": "csat", "baseline": 0.85, "target": 0.9} | WEEK
FLOOR = {"metric": "csat", "bound": "floor", "limit": 0.8, "audit": "Ten replies a week"} | WEEK
BAD = {
    "title": "Close a fifth more tickets",
    "subject": "team:support",
    "period": PERIOD,
    "output": "Tickets closed",
    "business_outcome": "Keep up with the new customers",
    "review_cadence": {"throughput": "weekly"},
    "key_results": [TICKETS],
}
REPAIRED = {
    "quality_standard": "Four in five customers are satisfied",
    "resources_confirmed_by": "lena",
    "review_cadence": CADENCE,
    "key_results": [TICKETS, CSAT],
    "guardrails": [FLOOR],
}
RAISED = {"key_results": [TICKETS | {"target": 130}, CSAT]}


async def answers(
    metrics: httpx.AsyncClient, push: dict[str, str], value: float, weight: float, name: str
) -> None:
    """Late answers of customers about the last seven days."""
    days = [TODAY - timedelta(days=n) for n in range(1, 8)]
    late = [event(day, "csat", value) | {"id": f"{name} {day}", "weight": weight} for day in days]
    answer = await metrics.post("/v1/events", json=late, headers=push)
    assert answer.json()["stored"] == len(late), answer.text


async def test_the_goal_of_the_article_from_its_refusal_to_its_recovery(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    administrator: asyncpg.Connection,
    lead: dict[str, str],
    admin: dict[str, str],
) -> None:
    await measure_days(metrics, admin, [{"tickets_closed": 125, "csat": 0.85}] * 60)
    made = await metrics.post("/v1/keys", json={"name": "late"}, headers=admin)
    push = {"Authorization": f"Bearer {made.json()['secret']}"}
    drafted = await goals.post("/v1/objectives", json=BAD, headers=lead)
    path = drafted.headers["location"]
    objective = drafted.json()

    async def change(said: dict[str, Any]) -> httpx.Response:
        return await goals.patch(path, json=said, headers=lead | {"If-Match": "*"})

    async def credit() -> tuple[str, str | None]:
        told = (await goals.get(f"{path}/progress", headers=lead)).json()
        first = told["key_results"][0]["credit"]
        assert told["key_results"][0]["share"] == 1.25
        return first["state"], first["since"]

    refused = await goals.post(f"{path}/activate", headers=lead)
    assert refused.status_code == 409
    assert {fault["code"]: fault["pointer"] for fault in refused.json()["errors"]} == {
        "specific": "/guardrails",
        "measurable": "/key_results",
        "achievable": "/resources_confirmed_by",
        "time_bound": "/review_cadence/performance",
        "okr_alignment": "/key_results",
    }

    assert (await change(REPAIRED)).status_code == 200
    assert (await goals.post(f"{path}/activate", headers=lead)).status_code == 200
    assert await credit() == ("granted", None)

    too_early = await change(RAISED)
    assert (too_early.status_code, too_early.json()["type"]) == (409, "/problems/raise-refused")
    assert {fault["code"] for fault in too_early.json()["errors"]} == {
        "improvement_missing",
        "guardrails_not_held",
    }
    await set_targets(administrator, objective, days_ago=30)
    await improve(goals, lead, objective, days_ago=5)
    assert (await change(RAISED)).status_code == 200
    await change({"key_results": [TICKETS, CSAT], "why": "Back, to compare like with like"})

    await answers(metrics, push, value=0.5, weight=10, name="angry")
    state, since = await credit()
    assert state == "held"
    assert since is not None
    assert str(TODAY - timedelta(days=8)) < since < str(TODAY)
    history = (await goals.get(f"{path}/progress", headers=lead)).json()
    assert (history["credited"], history["guardrails"][0]["state"]) == (0.0, "broken")

    await answers(metrics, push, value=0.95, weight=40, name="happy")
    assert await credit() == ("granted", None)
