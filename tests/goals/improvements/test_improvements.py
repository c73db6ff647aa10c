"""Improvements: planned, landed, and found again by team and objective."""

from typing import Any

import httpx
import pytest

from tests.conftest import Headers
from tests.goals.conftest import Draft, Racing

IMPROVEMENTS = "/v1/improvements"
MACROS = {"kind": "tooling", "title": "Macros for frequent questions", "teams": ["support"]}
NOBODY = "7d9c3ff4-6d3c-4a5e-9c7b-1f6f4d4f9a11"


async def test_an_improvement_is_planned_and_lands(
    goals: httpx.AsyncClient, lead: dict[str, str], token: Headers
) -> None:
    made = await goals.post(IMPROVEMENTS, json=MACROS, headers=lead)
    assert (made.status_code, made.json()["state"], made.headers["etag"]) == (201, "planned", '"1"')
    path, landing = made.headers["location"], {"state": "landed", "landed_on": "2025-03-03"}
    blind = await goals.patch(path, json=landing, headers=lead)
    landed = await goals.patch(path, json=landing, headers=lead | {"If-Match": '"1"'})
    stale = await goals.patch(path, json=landing, headers=lead | {"If-Match": '"1"'})
    assert [blind.status_code, landed.status_code, stale.status_code] == [428, 200, 412]
    read = await goals.get(path, headers=token(person="ana"))
    assert read.json() == landed.json()
    assert read.json() | landing | {"version": 2} == read.json()
    history = (await goals.get(f"{path}/history", headers=lead)).json()["items"]
    assert [edit["what"] for edit in history] == ["created", "landed"]
    assert history[1]["after"] == landing


async def test_the_effect_of_what_has_landed_is_a_question_to_insights(
    goals: httpx.AsyncClient, insights: httpx.AsyncClient, lead: dict[str, str]
) -> None:
    landed = {"state": "landed", "landed_on": "2025-03-03", "teams": ["support", "sales"]}
    made = await goals.post(IMPROVEMENTS, json=MACROS | landed, headers=lead)
    first, second = made.json()["effects"]
    assert first == {
        "subject": "team:support",
        "from": "2024-12-09",
        "to": "2025-05-25",
        "landed_on": "2025-03-03",
        "insight": "/v1/insights/team:support?from=2024-12-09&to=2025-05-25",
    }
    assert second["subject"] == "team:sales"
    asked = await insights.get(first["insight"], headers=lead)
    assert asked.json()["type"] not in ("/problems/not-found", "/problems/invalid")


async def test_what_landed_on_the_first_day_of_all_has_an_effect_too(
    goals: httpx.AsyncClient, lead: dict[str, str]
) -> None:
    landed = {"state": "landed", "landed_on": "2000-01-01"}
    made = await goals.post(IMPROVEMENTS, json=MACROS | landed, headers=lead)
    [effect] = made.json()["effects"]
    assert (made.status_code, effect["from"], effect["to"]) == (201, "1999-10-09", "2000-03-24")
    planned = await goals.post(IMPROVEMENTS, json=MACROS, headers=lead)
    path, change = planned.headers["location"], landed | {"landed_on": "2000-03-24"}
    changed = await goals.patch(path, json=change, headers=lead | {"If-Match": "*"})
    assert (changed.status_code, changed.json()["effects"][0]["from"]) == (200, "1999-12-31")


async def test_an_improvement_goes_its_way_or_is_given_up(
    goals: httpx.AsyncClient, lead: dict[str, str]
) -> None:
    made = await goals.post(IMPROVEMENTS, json=MACROS | {"owner": "lena"}, headers=lead)
    path = made.headers["location"]
    for said in (
        {"state": "under_way", "started_on": "2025-03-03"},
        {"state": "abandoned", "abandoned_on": "2025-03-10", "why": "Nobody used them"},
    ):
        answer = await goals.patch(path, json=said, headers=lead | {"If-Match": "*"})
        assert (answer.status_code, answer.json()["state"]) == (200, said["state"])
    assert answer.json()["effects"] == []
    history = (await goals.get(f"{path}/history", headers=lead)).json()["items"]
    assert [edit["what"] for edit in history] == ["created", "under_way", "abandoned"]


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        pytest.param({"state": "landed"}, "/landed_on", id="landed on no day"),
        pytest.param({"landed_on": "2025-03-03"}, "/state", id="planned, with a day"),
        pytest.param({"state": "landed", "landed_on": "2199-01-01"}, "/landed_on", id="to come"),
        pytest.param({"objectives": [NOBODY]}, "/objectives/0", id="for no objective"),
        pytest.param({"state": "under_way"}, "/started_on", id="under way since no day"),
        pytest.param({"state": "abandoned"}, "/abandoned_on", id="given up on no day"),
        pytest.param(
            {"state": "landed", "started_on": "2025-03-04", "landed_on": "2025-03-03"},
            "/landed_on",
            id="landed before it began",
        ),
        pytest.param({"teams": []}, "/teams", id="for no team"),
        pytest.param({"kind": "miracle"}, "/kind", id="of no kind"),
        pytest.param({"title": None}, "/title", id="without a title"),
    ],
)
async def test_an_improvement_that_contradicts_itself_is_refused(
    goals: httpx.AsyncClient, lead: dict[str, str], said: dict[str, Any], pointer: str
) -> None:
    answer = await goals.post(IMPROVEMENTS, json=MACROS | said, headers=lead)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    path = (await goals.post(IMPROVEMENTS, json=MACROS, headers=lead)).headers["location"]
    patched = await goals.patch(path, json=said, headers=lead | {"If-Match": "*"})
    assert patched.status_code == 422


async def test_improvements_are_found_by_team_objective_and_state(
    goals: httpx.AsyncClient, lead: dict[str, str], draft: Draft
) -> None:
    objective = (await draft())["id"]
    landed = {"state": "landed", "landed_on": "2025-03-03"}
    for said in ({}, {"objectives": [objective]} | landed, {"teams": ["sales"]} | landed):
        answer = await goals.post(IMPROVEMENTS, json=MACROS | said, headers=lead)
        assert answer.status_code == 201, answer.text
    for asked, count in (
        ("", 3),
        ("?team=support", 2),
        ("?state=landed", 2),
        (f"?objective={objective}", 1),
        ("?team=support&state=planned", 1),
    ):
        items = (await goals.get(IMPROVEMENTS + asked, headers=lead)).json()["items"]
        assert len(items) == count, asked
    first = await goals.get(f"{IMPROVEMENTS}?limit=2", headers=lead)
    rest = await goals.get(first.links["next"]["url"], headers=lead)
    everything = [*first.json()["items"], *rest.json()["items"]]
    assert [each["teams"][0] for each in everything] == ["sales", "support", "support"]


async def test_a_repeated_improvement_with_its_key_is_one_improvement(
    goals: httpx.AsyncClient, lead: dict[str, str]
) -> None:
    headers = lead | {"Idempotency-Key": "once"}
    answers = [await goals.post(IMPROVEMENTS, json=MACROS, headers=headers) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len((await goals.get(IMPROVEMENTS, headers=lead)).json()["items"]) == 1


async def test_of_many_changes_of_one_version_one_is_kept(
    goals: httpx.AsyncClient, lead: dict[str, str], racing: Racing
) -> None:
    path = (await goals.post(IMPROVEMENTS, json=MACROS, headers=lead)).headers["location"]
    headers = lead | {"If-Match": '"1"'}
    edits = [goals.patch(path, json={"title": f"Title {n}"}, headers=headers) for n in range(4)]
    assert await racing("improvement", *edits) == [200, 412, 412, 412]


async def test_an_employee_plans_none(goals: httpx.AsyncClient, token: Headers) -> None:
    answer = await goals.post(IMPROVEMENTS, json=MACROS, headers=token(person="ana"))
    assert answer.status_code == 403
