"""Objectives are drafted, read, changed and listed; every change stays on record."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.conftest import Headers
from tests.goals.conftest import Draft
from tests.goals.wording import CSAT, FLOOR, TICKETS, objective

OBJECTIVES = "/v1/objectives"


async def test_a_draft_may_leave_out_all_that_the_checklist_asks_for(
    goals: httpx.AsyncClient, lead: dict[str, str], token: Headers
) -> None:
    said = {"title": "Close more", "subject": "team:support"}
    made = await goals.post(OBJECTIVES, json=said, headers=lead)
    assert (made.status_code, made.headers["etag"]) == (201, '"1"')
    read = await goals.get(made.headers["location"], headers=token(person="anybody"))
    assert (read.status_code, read.json()) == (200, made.json())
    assert read.json() | said | {"state": "draft", "created_by": "lena"} == read.json()


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        pytest.param({"key_results": [TICKETS, TICKETS]}, "/key_results/1/metric", id="twice"),
        pytest.param({"guardrails": [FLOOR, FLOOR]}, "/guardrails/1/metric", id="two floors"),
        pytest.param(
            {"key_results": [TICKETS | {"direction": "lower"}]},
            "/key_results/0/direction",
            id="a direction against its numbers",
        ),
        pytest.param(
            {"period": {"first_day": "2026-07-02", "last_day": "2026-07-01"}},
            "/period/last_day",
            id="a period that ends first",
        ),
        pytest.param(
            {"period": {"first_day": "2026-01-01", "last_day": "2036-01-01"}},
            "/period/last_day",
            id="a period of ten years",
        ),
        pytest.param(
            {"parent": "7d9c3ff4-6d3c-4a5e-9c7b-1f6f4d4f9a11"}, "/parent", id="no such parent"
        ),
        pytest.param(
            {"key_results": [TICKETS | {"stretch": 110}]},
            "/key_results/0/stretch",
            id="a stretch short of its target",
        ),
        pytest.param(
            {"key_results": [{"metric": "csat", "stretch": 0.9}]},
            "/key_results/0/stretch",
            id="a stretch beyond no target",
        ),
        pytest.param({"cycle": "2026-Q5"}, "/cycle", id="no such cycle"),
        pytest.param(
            {"cycle": "2026-Q4", "period": {"first_day": "2026-07-01", "last_day": "2026-12-31"}},
            "/cycle",
            id="a cycle of other days than the period",
        ),
        pytest.param({"guardrails": [FLOOR | {"margin": -1}]}, "/guardrails/0/margin", id="margin"),
        pytest.param({"colour": "red"}, "/colour", id="an unknown field"),
        pytest.param({"subject": "account:github/octocat"}, "/subject", id="goals of an account"),
        pytest.param({"title": "   "}, "/title", id="a title of nothing"),
    ],
)
async def test_a_draft_that_contradicts_itself_is_refused_with_a_pointer(
    goals: httpx.AsyncClient, lead: dict[str, str], said: dict[str, Any], pointer: str
) -> None:
    answer = await goals.post(OBJECTIVES, json=objective(**said), headers=lead)
    assert answer.status_code == 422, answer.text
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
    assert (await goals.get(OBJECTIVES, headers=lead)).json()["items"] == []
    sound = await goals.post(OBJECTIVES, json=objective(), headers=lead)
    path = sound.headers["location"]
    patched = await goals.patch(path, json=said, headers=lead | {"If-Match": "*"})
    assert patched.status_code == 422, patched.text
    assert [fault["pointer"] for fault in patched.json()["errors"]] == [pointer]
    assert (await goals.get(path, headers=lead)).json() == sound.json()


@pytest.mark.parametrize(
    ("cycle", "first_day", "last_day"),
    [
        pytest.param("2026", "2026-01-01", "2026-12-31", id="year"),
        pytest.param("2026-H2", "2026-07-01", "2026-12-31", id="half"),
        pytest.param("2028-Q1", "2028-01-01", "2028-03-31", id="quarter"),
    ],
)
async def test_a_cycle_is_the_period_and_moves_it(
    goals: httpx.AsyncClient, lead: dict[str, str], cycle: str, first_day: str, last_day: str
) -> None:
    said = {"title": "Close more", "subject": "team:support", "cycle": cycle}
    made = await goals.post(OBJECTIVES, json=said, headers=lead)
    assert made.json()["period"] == {"first_day": first_day, "last_day": last_day}
    moved = await goals.patch(
        made.headers["location"], json={"cycle": "2027-H1"}, headers=lead | {"If-Match": "*"}
    )
    assert moved.json()["period"] == {"first_day": "2027-01-01", "last_day": "2027-06-30"}


async def test_an_employee_reads_objectives_and_sets_none(
    goals: httpx.AsyncClient, draft: Draft, token: Headers
) -> None:
    path = f"{OBJECTIVES}/{(await draft())['id']}"
    employee = token(person="ana")
    assert (await goals.get(path, headers=employee)).status_code == 200
    posted = await goals.post(OBJECTIVES, json=objective(), headers=employee)
    patched = await goals.patch(path, json={"title": "x"}, headers=employee | {"If-Match": "*"})
    assert [posted.status_code, patched.status_code] == [403, 403]


async def test_a_repeated_draft_with_its_idempotency_key_is_one_objective(
    goals: httpx.AsyncClient, lead: dict[str, str]
) -> None:
    headers = lead | {"Idempotency-Key": "once"}
    first = await goals.post(OBJECTIVES, json=objective(), headers=headers)
    again = await goals.post(OBJECTIVES, json=objective(), headers=headers)
    other = await goals.post(OBJECTIVES, json=objective(title="Other"), headers=headers)
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["location"] == first.headers["location"]
    assert other.status_code == 422
    assert len((await goals.get(OBJECTIVES, headers=lead)).json()["items"]) == 1


async def test_a_change_touches_what_it_names_and_nothing_else(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str]
) -> None:
    drafted = await draft()
    path = f"{OBJECTIVES}/{drafted['id']}"
    change = {"blockers": ["The macro tool is down"], "owner": None}
    answer = await goals.patch(path, json=change, headers=lead | {"If-Match": '"1"'})
    assert (answer.status_code, answer.headers["etag"]) == (200, '"2"')
    assert answer.json() == drafted | change | {"version": 2}


async def test_an_edit_that_changes_nothing_makes_no_version(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str]
) -> None:
    drafted = await draft()
    path = f"{OBJECTIVES}/{drafted['id']}"
    same = {"title": drafted["title"], "key_results": [TICKETS, CSAT]}
    answer = await goals.patch(path, json=same, headers=lead | {"If-Match": '"1"'})
    assert (answer.status_code, answer.headers["etag"]) == (200, '"1"')


async def test_an_edit_must_be_made_from_the_version_that_stands(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str]
) -> None:
    path = f"{OBJECTIVES}/{(await draft())['id']}"
    assert (await goals.patch(path, json={"title": "x"}, headers=lead)).status_code == 428
    edits = [
        goals.patch(path, json={"title": f"Title {n}"}, headers=lead | {"If-Match": '"1"'})
        for n in range(6)
    ]
    answers = await asyncio.gather(*edits)
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 5
    winner = next(answer for answer in answers if answer.status_code == 200)
    assert (await goals.get(path, headers=lead)).json() == winner.json()
    history = (await goals.get(f"{path}/history", headers=lead)).json()["items"]
    assert [edit["version"] for edit in history] == [1, 2]


@pytest.mark.parametrize("field", ["title", "key_results", "review_cadence", "blockers"])
async def test_what_every_objective_has_cannot_be_taken_away(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str], field: str
) -> None:
    path = f"{OBJECTIVES}/{(await draft())['id']}"
    answer = await goals.patch(path, json={field: None}, headers=lead | {"If-Match": "*"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{field}")


async def test_an_objective_never_serves_itself(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str]
) -> None:
    top = await draft()
    middle = await draft(parent=top["id"])
    bottom = await draft(parent=middle["id"])
    for under in (bottom, top):
        path = f"{OBJECTIVES}/{top['id']}"
        said = {"parent": under["id"]}
        answer = await goals.patch(path, json=said, headers=lead | {"If-Match": "*"})
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "cycle")
    path = f"{OBJECTIVES}/{bottom['id']}"
    said = {"parent": top["id"]}
    moved = await goals.patch(path, json=said, headers=lead | {"If-Match": "*"})
    assert (moved.status_code, moved.json()["parent"]) == (200, top["id"])


async def test_two_objectives_that_are_hung_under_each_other_at_once_make_no_cycle(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str]
) -> None:
    one, two = await draft(), await draft()
    headers = lead | {"If-Match": "*"}
    answers = await asyncio.gather(
        goals.patch(f"{OBJECTIVES}/{one['id']}", json={"parent": two["id"]}, headers=headers),
        goals.patch(f"{OBJECTIVES}/{two['id']}", json={"parent": one["id"]}, headers=headers),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 422]


async def test_a_closed_objective_moves_no_more(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str]
) -> None:
    path = f"{OBJECTIVES}/{(await draft())['id']}"
    headers = lead | {"If-Match": "*"}
    closed = await goals.patch(path, json={"state": "closed"}, headers=headers)
    assert (closed.status_code, closed.json()["state"]) == (200, "closed")
    assert closed.json()["closed_at"] is not None
    after = await goals.patch(path, json={"title": "x"}, headers=headers)
    live = await goals.post(f"{path}/activate", headers=lead)
    assert [after.status_code, live.status_code] == [409, 409]
    assert after.json()["type"] == live.json()["type"] == "/problems/objective-closed"


async def test_the_history_says_who_changed_what_when_and_why(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str], admin: dict[str, str]
) -> None:
    path = f"{OBJECTIVES}/{(await draft())['id']}"
    change = {"title": "Renamed", "why": "Clearer"}
    await goals.patch(path, json=change, headers=admin | {"If-Match": "*"})
    await goals.patch(path, json={"state": "closed"}, headers=lead | {"If-Match": "*"})
    made, renamed, closed = (await goals.get(f"{path}/history", headers=lead)).json()["items"]
    assert (made["what"], made["by"], made["before"]) == ("created", "lena", {})
    assert made["after"]["title"] == objective()["title"]
    assert (renamed["what"], renamed["by"], renamed["why"]) == ("edited", "root", "Clearer")
    assert renamed["before"] == {"title": objective()["title"]}
    assert renamed["after"] == {"title": "Renamed"}
    assert (closed["what"], closed["before"]["state"]) == ("closed", "draft")
    page = await goals.get(f"{path}/history?limit=2", headers=lead)
    rest = await goals.get(page.links["next"]["url"], headers=lead)
    assert rest.json() == {"items": [closed], "next_cursor": None}


async def test_lists_hold_what_was_asked_for_the_newest_first(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str]
) -> None:
    for n in range(5):
        await draft(title=f"Support {n}")
    await draft(title="Sales", subject="team:sales", owner="bob")
    path, found = f"{OBJECTIVES}?subject=team:support&limit=2", []
    while path:
        answer = await goals.get(path, headers=lead)
        found += [each["title"] for each in answer.json()["items"]]
        path = answer.links.get("next", {}).get("url", "")
    assert found == [f"Support {n}" for n in (4, 3, 2, 1, 0)]
    for asked, titles in (("owner=bob", ["Sales"]), ("state=active", []), ("owner=nobody", [])):
        answer = await goals.get(f"{OBJECTIVES}?{asked}", headers=lead)
        assert [each["title"] for each in answer.json()["items"]] == titles
    assert len((await goals.get(f"{OBJECTIVES}?state=draft", headers=lead)).json()["items"]) == 6
