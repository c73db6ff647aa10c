"""The SMART-OKR checklist, item by item, and the gate that it keeps."""

from typing import Any, get_args

import httpx
import pytest

from services.goals.objectives.checklist import ITEMS
from shared.schemas.goals.checklist import ItemName
from shared.schemas.metrics.audits import AuditPlanIn
from tests.conftest import Headers
from tests.goals.conftest import Draft
from tests.goals.wording import CADENCE, CSAT, FLOOR, TICKETS

ERRORS = {"metric": "error_rate", "bound": "ceiling", "limit": 0.02, "audit": "Weekly sample."}
HOURS = {"metric": "hours_worked", "baseline": 30, "target": 40}


async def failing(
    goals: httpx.AsyncClient, headers: dict[str, str], drafted: dict[str, Any]
) -> dict[str, str]:
    """The failing items with their reasons."""
    answer = await goals.get(f"/v1/objectives/{drafted['id']}/checklist", headers=headers)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert [item["item"] for item in told["items"]] == list(get_args(ItemName))
    assert told["passed"] == all(item["passed"] for item in told["items"])
    return {item["item"]: item["reason"] for item in told["items"] if not item["passed"]}


def test_the_six_items_are_asked_in_the_order_of_the_words() -> None:
    assert [item.name for item in ITEMS] == list(get_args(ItemName))


@pytest.mark.parametrize(
    ("said", "item", "reason"),
    [
        pytest.param({"output": None}, "specific", "what is produced", id="no output"),
        pytest.param({"quality_standard": None}, "specific", "how good", id="no standard"),
        pytest.param(
            {"guardrails": []},
            "specific",
            "without a minimum standard",
            id="a push without a floor",
        ),
        pytest.param(
            {"guardrails": [FLOOR | {"audit": None}]}, "specific", "audit", id="a floor, no audit"
        ),
        pytest.param(
            {"guardrails": [FLOOR | {"bound": "ceiling"}]},
            "specific",
            "without a minimum standard",
            id="a ceiling where more is better",
        ),
        pytest.param(
            {"guardrails": [ERRORS | {"bound": "floor"}]},
            "specific",
            "without a minimum standard",
            id="a floor where less is better",
        ),
        pytest.param(
            {"guardrails": [FLOOR | {"metric": "backlog"}]},
            "specific",
            "without a minimum standard",
            id="a limit on context only",
        ),
        pytest.param(
            {"key_results": [TICKETS | {"baseline": None}, CSAT]},
            "measurable",
            "Give 'tickets_closed' a baseline",
            id="no baseline",
        ),
        pytest.param(
            {"key_results": [TICKETS, CSAT | {"target": None}]},
            "measurable",
            "Give 'csat' a target",
            id="no target",
        ),
        pytest.param(
            {"key_results": [TICKETS, CSAT, HOURS]},
            "measurable",
            "never a target by itself",
            id="hours as a target",
        ),
        pytest.param(
            {"key_results": [TICKETS, CSAT, HOURS | {"metric": "smiles"}]},
            "measurable",
            "no metric 'smiles'",
            id="an unknown metric",
        ),
        pytest.param(
            {"guardrails": [FLOOR, FLOOR | {"metric": "smiles"}]},
            "measurable",
            "no metric 'smiles'",
            id="an unknown metric in a guardrail",
        ),
        pytest.param(
            {"key_results": [TICKETS, CSAT | {"target": 0.8}]},
            "measurable",
            "better when higher",
            id="a target for the worse",
        ),
        pytest.param(
            {"resources_confirmed_by": None}, "achievable", "confirm", id="nobody vouches"
        ),
        pytest.param(
            {"blockers": ["No macros yet"]}, "achievable", "No macros yet", id="an open blocker"
        ),
        pytest.param({"business_outcome": None}, "relevant", "business outcome", id="no outcome"),
        pytest.param(
            {"subject": "person:ana"}, "relevant", "team objective", id="a person's, alone"
        ),
        pytest.param({"period": None}, "time_bound", "last day", id="no period"),
        pytest.param(
            {"review_cadence": CADENCE | {"throughput": None}},
            "time_bound",
            "weekly or biweekly",
            id="no throughput check",
        ),
        pytest.param(
            {"review_cadence": CADENCE | {"performance": None}},
            "time_bound",
            "quarterly",
            id="no performance review",
        ),
        pytest.param(
            {"review_cadence": CADENCE | {"meeting": {"starting": "2190-01-01"}}},
            "time_bound",
            "No throughput review falls on its days",
            id="reviews that are never held",
        ),
        pytest.param(
            {"key_results": [TICKETS]}, "okr_alignment", "performance", id="productivity alone"
        ),
        pytest.param(
            {"key_results": [TICKETS, HOURS | {"metric": "handling_time", "target": 20}]},
            "okr_alignment",
            "performance",
            id="productivity twice",
        ),
    ],
)
async def test_each_gap_fails_its_own_item_alone_and_says_what_to_do(
    goals: httpx.AsyncClient,
    draft: Draft,
    lead: dict[str, str],
    said: dict[str, Any],
    item: str,
    reason: str,
) -> None:
    found = await failing(goals, lead, await draft(**said))
    assert list(found) == [item]
    assert reason in found[item]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({}, id="as it is"),
        pytest.param({"subject": "organization"}, id="the organization's"),
        pytest.param({"guardrails": [ERRORS]}, id="a ceiling on errors"),
        pytest.param({"key_results": [TICKETS, CSAT | {"target": 0.9}]}, id="quality to be kept"),
        pytest.param({"review_cadence": CADENCE | {"throughput": "biweekly"}}, id="each two weeks"),
    ],
)
async def test_what_is_balanced_passes(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str], said: dict[str, Any]
) -> None:
    assert await failing(goals, lead, await draft(**said)) == {}


async def test_a_persons_objective_passes_once_it_serves_another(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str]
) -> None:
    team = await draft()
    mine = await draft(subject="person:ana", parent=team["id"])
    assert await failing(goals, lead, mine) == {}
    below = await draft(subject="person:ben", parent=mine["id"])
    assert "Serve a team's objective" in (await failing(goals, lead, below))["relevant"]
    path = f"/v1/objectives/{team['id']}"
    await goals.patch(path, json={"state": "closed"}, headers=lead | {"If-Match": "*"})
    assert "is closed" in (await failing(goals, lead, mine))["relevant"]


async def test_quality_alone_needs_no_floor_but_output_to_be_read_with(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str]
) -> None:
    found = await failing(goals, lead, await draft(key_results=[CSAT], guardrails=[]))
    assert list(found) == ["measurable", "okr_alignment"]


async def test_activation_names_every_failing_item_and_where_to_mend_it(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str]
) -> None:
    drafted = await draft(key_results=[TICKETS], guardrails=[], blockers=["No macros", "No time"])
    path = f"/v1/objectives/{drafted['id']}"
    answer = await goals.post(f"{path}/activate", json={}, headers=lead)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/checklist-fails")
    named = [(fault["code"], fault["pointer"]) for fault in answer.json()["errors"]]
    assert named == [
        ("specific", "/guardrails"),
        ("measurable", "/key_results"),
        ("achievable", "/blockers/0"),
        ("achievable", "/blockers/1"),
        ("okr_alignment", "/key_results"),
    ]
    assert "specific, measurable, achievable, okr_alignment" in answer.json()["detail"]
    assert (await goals.get(path, headers=lead)).json() == drafted


async def test_what_passes_goes_live_once(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str]
) -> None:
    path = f"/v1/objectives/{(await draft())['id']}"
    live = await goals.post(f"{path}/activate", headers=lead)
    assert (live.status_code, live.json()["state"], live.json()["override"]) == (
        200,
        "active",
        None,
    )
    again = await goals.post(f"{path}/activate", headers=lead)
    assert (again.status_code, again.json()) == (200, live.json())
    history = (await goals.get(f"{path}/history", headers=lead)).json()["items"]
    assert [edit["what"] for edit in history] == ["created", "activated"]


async def test_its_owner_lets_an_objective_go_live_and_other_employees_do_not(
    goals: httpx.AsyncClient, draft: Draft, token: Headers
) -> None:
    path = f"/v1/objectives/{(await draft(owner='ana'))['id']}/activate"
    refused = await goals.post(path, json={}, headers=token(person="bob"))
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-yours-to-activate")
    assert (await goals.post(path, json={}, headers=token(person="ana"))).status_code == 200


async def test_an_override_takes_an_administrator_and_stays_visible(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str], admin: dict[str, str]
) -> None:
    path = f"/v1/objectives/{(await draft(guardrails=[], period=None))['id']}"
    body = {"override_reason": "The customers are here already."}
    assert (await goals.post(f"{path}/activate", json=body, headers=lead)).status_code == 403
    live = await goals.post(f"{path}/activate", json=body, headers=admin)
    override = live.json()["override"]
    assert (override["by"], override["reason"]) == ("root", body["override_reason"])
    assert [item["item"] for item in override["failing"]] == ["specific", "time_bound"]
    mended = {
        "guardrails": [FLOOR],
        "period": {"first_day": "2026-07-01", "last_day": "2026-09-30"},
    }
    await goals.patch(path, json=mended, headers=admin | {"If-Match": "*"})
    assert (await goals.get(path, headers=lead)).json()["override"] == override


async def test_a_reason_that_was_not_needed_is_no_override(
    goals: httpx.AsyncClient, draft: Draft, admin: dict[str, str]
) -> None:
    path = f"/v1/objectives/{(await draft())['id']}/activate"
    live = await goals.post(path, json={"override_reason": "Just in case."}, headers=admin)
    assert (live.json()["state"], live.json()["override"]) == ("active", None)


async def test_a_stale_version_is_not_let_live(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str]
) -> None:
    path = f"/v1/objectives/{(await draft())['id']}"
    await goals.patch(path, json={"title": "x"}, headers=lead | {"If-Match": '"1"'})
    answer = await goals.post(f"{path}/activate", headers=lead | {"If-Match": '"1"'})
    assert answer.status_code == 412


async def test_an_audit_plan_stands_behind_a_floor_if_there_is_one(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    draft: Draft,
    lead: dict[str, str],
    admin: dict[str, str],
) -> None:
    planned = FLOOR | {"audit": None, "audit_plan": "replies"}
    drafted = await draft(guardrails=[planned])
    missing = await failing(goals, lead, drafted)
    assert "no audit plan 'replies'" in missing["specific"]
    [plan] = AuditPlanIn.model_json_schema()["examples"]
    made = await metrics.put("/v1/audit_plans/replies", json=plan, headers=admin)
    assert made.status_code in (200, 201), made.text
    assert await failing(goals, lead, drafted) == {}
