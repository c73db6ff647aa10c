"""Blockers: opened, found again by whom and what they concern, cleared, and never forgotten."""

from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy.ext.asyncio import async_sessionmaker

from services.goals.blockers.store import open_blockers
from tests.conftest import Headers
from tests.goals.conftest import Draft, Racing
from tests.live import Live

BLOCKERS = "/v1/blockers"
REFUNDS = {"kind": "approval", "title": "Every refund waits", "teams": ["support"]}
OPENED = REFUNDS | {"opened_on": "2026-03-02"}
CLEARED = {"state": "cleared", "cleared_on": "2026-03-09"}
NOBODY = "7d9c3ff4-6d3c-4a5e-9c7b-1f6f4d4f9a11"
INSIGHT = {"subject": "team:support", "from": "2026-01-01", "to": "2026-02-01", "rule": "a_rule"}


async def test_a_blocker_is_opened_and_cleared_and_both_are_on_record(
    goals: httpx.AsyncClient, lead: dict[str, str], token: Headers
) -> None:
    made = await goals.post(BLOCKERS, json=OPENED | {"insights": [INSIGHT]}, headers=lead)
    assert (made.status_code, made.json()["state"], made.headers["etag"]) == (201, "open", '"1"')
    path, why = made.headers["location"], {"why": "The limit was raised"}
    blind = await goals.patch(path, json=CLEARED | why, headers=lead)
    cleared = await goals.patch(path, json=CLEARED | why, headers=lead | {"If-Match": '"1"'})
    stale = await goals.patch(path, json=CLEARED | why, headers=lead | {"If-Match": '"1"'})
    assert [blind.status_code, cleared.status_code, stale.status_code] == [428, 200, 412]
    read = await goals.get(path, headers=token(person="ana"))
    assert read.json() == cleared.json()
    assert read.json()["insights"] == [INSIGHT]
    history = (await goals.get(f"{path}/history", headers=token(person="ana"))).json()["items"]
    assert [(edit["what"], edit["by"], edit["why"]) for edit in history] == [
        ("created", "lena", None),
        ("cleared", "lena", "The limit was raised"),
    ]
    assert history[1]["before"] == {"state": "open", "cleared_on": None}
    assert history[1]["after"] == CLEARED


async def test_a_blocker_without_a_day_is_opened_today(
    goals: httpx.AsyncClient, lead: dict[str, str]
) -> None:
    made = await goals.post(BLOCKERS, json=REFUNDS, headers=lead)
    assert made.json()["opened_on"] == made.json()["changed_at"][:10]


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        pytest.param({"state": "cleared"}, "/cleared_on", id="cleared on no day"),
        pytest.param({"cleared_on": "2026-03-09"}, "/state", id="open, with a day"),
        pytest.param(CLEARED | {"cleared_on": "2026-03-01"}, "/cleared_on", id="cleared first"),
        pytest.param(CLEARED | {"cleared_on": "2199-01-01"}, "/cleared_on", id="cleared to come"),
        pytest.param({"opened_on": "2199-01-01"}, "/opened_on", id="still to come"),
        pytest.param({"objectives": [NOBODY]}, "/objectives/0", id="of no objective"),
        pytest.param(
            {"insights": [INSIGHT | {"to": "2025-12-31"}]}, "/insights/0/to", id="an empty window"
        ),
        pytest.param({"kind": "person"}, "/kind", id="a person is no blocker"),
        pytest.param({"title": None}, "/title", id="without a title"),
        pytest.param({"blame": "ana"}, "/blame", id="an unknown field"),
    ],
)
async def test_a_blocker_that_contradicts_itself_is_refused(
    goals: httpx.AsyncClient, lead: dict[str, str], said: dict[str, Any], pointer: str
) -> None:
    answer = await goals.post(BLOCKERS, json=OPENED | said, headers=lead)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    path = (await goals.post(BLOCKERS, json=OPENED, headers=lead)).headers["location"]
    patched = await goals.patch(path, json=said, headers=lead | {"If-Match": "*"})
    assert (patched.status_code, patched.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_every_contradiction_is_named_at_once(
    goals: httpx.AsyncClient, lead: dict[str, str]
) -> None:
    said = {"opened_on": "2199-01-01", "state": "cleared", "objectives": [NOBODY]}
    answer = await goals.post(BLOCKERS, json=REFUNDS | said, headers=lead)
    pointers = [fault["pointer"] for fault in answer.json()["errors"]]
    assert pointers == ["/cleared_on", "/opened_on", "/objectives/0"]


async def test_blockers_are_found_by_team_objective_owner_and_state(
    goals: httpx.AsyncClient, lead: dict[str, str], draft: Draft
) -> None:
    objective = (await draft())["id"]
    both = {"teams": ["sales", "support"], "objectives": [objective]} | CLEARED
    for said in ({}, both, {"teams": ["sales"], "owner": "lena"}):
        answer = await goals.post(BLOCKERS, json=OPENED | said, headers=lead)
        assert answer.status_code == 201, answer.text
    for asked, count in (
        ("", 3),
        ("?team=support", 2),
        ("?team=sales", 2),
        ("?state=open", 2),
        ("?owner=lena", 1),
        (f"?objective={objective}", 1),
        ("?team=support&state=open", 1),
    ):
        items = (await goals.get(BLOCKERS + asked, headers=lead)).json()["items"]
        assert len(items) == count, asked
    first = await goals.get(f"{BLOCKERS}?limit=2", headers=lead)
    rest = await goals.get(first.links["next"]["url"], headers=lead)
    everything = [*first.json()["items"], *rest.json()["items"]]
    assert [each["teams"][0] for each in everything] == ["sales", "sales", "support"]


async def test_an_objective_hears_of_its_open_blockers_only(
    goals: httpx.AsyncClient, house: dict[str, Live], lead: dict[str, str], draft: Draft
) -> None:
    objective, other = (await draft())["id"], (await draft())["id"]
    for said in ({"objectives": [objective, other]}, {"objectives": [objective]} | CLEARED, {}):
        await goals.post(BLOCKERS, json=OPENED | said, headers=lead)
    sessions: async_sessionmaker[Any] = house["goals"].app.state.sessions
    async with sessions() as session:
        found = [await open_blockers(session, UUID(each)) for each in (objective, other, NOBODY)]
    assert [len(blockers) for blockers in found] == [1, 1, 0]


async def test_pages_of_a_history_follow_each_other(
    goals: httpx.AsyncClient, lead: dict[str, str]
) -> None:
    path = (await goals.post(BLOCKERS, json=OPENED, headers=lead)).headers["location"]
    for n in range(4):
        said = {"title": f"Title {n}"}
        await goals.patch(path, json=said, headers=lead | {"If-Match": f'"{n + 1}"'})
    same = await goals.patch(path, json={"title": "Title 3"}, headers=lead | {"If-Match": '"5"'})
    assert same.headers["etag"] == '"5"'  # what changes nothing makes no version
    found, following = [], f"{path}/history?limit=2"
    while following:
        answer = await goals.get(following, headers=lead)
        found += [edit["version"] for edit in answer.json()["items"]]
        following = answer.links.get("next", {}).get("url", "")
    assert found == [1, 2, 3, 4, 5]


async def test_a_repeated_blocker_with_its_key_is_one_blocker(
    goals: httpx.AsyncClient, lead: dict[str, str]
) -> None:
    headers = lead | {"Idempotency-Key": "once"}
    answers = [await goals.post(BLOCKERS, json=REFUNDS, headers=headers) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len((await goals.get(BLOCKERS, headers=lead)).json()["items"]) == 1


async def test_of_many_changes_of_one_version_one_is_kept(
    goals: httpx.AsyncClient, lead: dict[str, str], racing: Racing
) -> None:
    path = (await goals.post(BLOCKERS, json=OPENED, headers=lead)).headers["location"]
    headers = lead | {"If-Match": '"1"'}
    edits = [goals.patch(path, json={"title": f"Title {n}"}, headers=headers) for n in range(4)]
    assert await racing("blocker", *edits) == [200, 412, 412, 412]
    assert len((await goals.get(f"{path}/history", headers=lead)).json()["items"]) == 2


async def test_an_employee_opens_none(goals: httpx.AsyncClient, token: Headers) -> None:
    answer = await goals.post(BLOCKERS, json=REFUNDS, headers=token(person="ana"))
    assert answer.status_code == 403


@pytest.mark.parametrize("rest", ["", "/history"])
async def test_what_is_not_there_is_not_found(
    goals: httpx.AsyncClient, lead: dict[str, str], rest: str
) -> None:
    answer = await goals.get(f"{BLOCKERS}/{NOBODY}{rest}", headers=lead)
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/blocker-unknown")
