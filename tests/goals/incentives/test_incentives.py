"""Incentives: kept as they are, and flagged where they pay for one side only."""

from typing import Any

import httpx
import pytest

from tests.conftest import Headers
from tests.goals.conftest import Racing

INCENTIVES = "/v1/incentives"
NOBODY = "7d9c3ff4-6d3c-4a5e-9c7b-1f6f4d4f9a11"
TICKETS, CSAT = {"metric": "tickets_closed"}, {"metric": "csat"}
FLOOR = {"metric": "csat", "bound": "floor", "limit": 0.85}


def policy(**said: Any) -> dict[str, Any]:
    """A policy that pays for both kinds, with a floor."""
    usual = {
        "title": "Quarterly bonus",
        "reward": "A tenth of the quarter's pay",
        "subject": "team:support",
        "metrics": [TICKETS, CSAT],
        "floors": [FLOOR],
        "period": {"first_day": "2026-10-01", "last_day": "2026-12-31"},
    }
    return usual | said


@pytest.mark.parametrize(
    ("said", "codes", "teaches"),
    [
        pytest.param({}, [], "", id="sound"),
        pytest.param(
            {"metrics": [TICKETS], "floors": []},
            ["one_kind_only", "floor_missing"],
            "so quality pays for it",
            id="output alone, nothing under quality",
        ),
        pytest.param(
            {"metrics": [TICKETS]}, ["one_kind_only"], "so quality pays for it", id="output alone"
        ),
        pytest.param(
            {"metrics": [CSAT]}, ["one_kind_only"], "only what is sure to go well", id="quality"
        ),
        pytest.param({"floors": []}, ["floor_missing"], "add a floor", id="no floor"),
        pytest.param(
            {"floors": [FLOOR | {"bound": "ceiling"}]},
            ["floor_missing"],
            "add a floor",
            id="a ceiling over quality holds nothing up",
        ),
        pytest.param(
            {"floors": [{"metric": "error_rate", "bound": "ceiling", "limit": 0.02}]},
            [],
            "",
            id="a ceiling over errors does",
        ),
        pytest.param(
            {"floors": [{"metric": "tickets_closed", "bound": "floor", "limit": 100}]},
            ["floor_missing"],
            "add a floor",
            id="a floor under output",
        ),
        pytest.param(
            {"metrics": [TICKETS | {"weight": 80}, CSAT | {"weight": 20}]}, [], "", id="a fifth"
        ),
        pytest.param(
            {"metrics": [TICKETS | {"weight": 81}, CSAT | {"weight": 19}]},
            ["lopsided"],
            "Only 19% of it is for performance",
            id="less than a fifth",
        ),
        pytest.param(
            {"metrics": [TICKETS, CSAT, {"metric": "hours_worked", "weight": 9}]},
            ["context_rewarded"],
            "being busy",
            id="pays for hours",
        ),
        pytest.param(
            {"metrics": [{"metric": "hours_worked"}], "floors": []},
            ["context_rewarded"],
            "being busy",
            id="pays for hours alone",
        ),
    ],
)
async def test_a_policy_is_kept_and_flagged_for_what_is_unsound(
    goals: httpx.AsyncClient,
    admin: dict[str, str],
    said: dict[str, Any],
    codes: list[str],
    teaches: str,
) -> None:
    made = await goals.post(INCENTIVES, json=policy(**said), headers=admin)
    assert made.status_code == 201, made.text
    told = made.json()
    assert [flag["code"] for flag in told["flags"]] == codes
    assert told["flagged"] == bool(codes)
    assert teaches in " ".join(flag["detail"] for flag in told["flags"])


async def test_a_mended_policy_loses_its_flags_and_the_change_is_on_record(
    goals: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    made = await goals.post(INCENTIVES, json=policy(floors=[]), headers=admin)
    path, said = made.headers["location"], {"floors": [FLOOR], "why": "Quality paid for it"}
    blind = await goals.patch(path, json=said, headers=admin)
    mended = await goals.patch(path, json=said, headers=admin | {"If-Match": '"1"'})
    assert [blind.status_code, mended.status_code] == [428, 200]
    assert (mended.json()["flagged"], mended.json()["flags"]) == (False, [])
    edit = (await goals.get(f"{path}/history", headers=admin)).json()["items"][1]
    assert (edit["what"], edit["why"]) == ("edited", "Quality paid for it")
    assert edit["before"]["flagged"] is True
    gone = await goals.patch(path, json={"state": "withdrawn"}, headers=admin | {"If-Match": "*"})
    history = (await goals.get(f"{path}/history", headers=admin)).json()["items"]
    assert (gone.json()["state"], history[2]["what"]) == ("withdrawn", "withdrawn")


async def test_flagged_policies_are_found_by_whom_they_are_for(
    goals: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    for said in ({}, {"floors": []}, {"subject": "organization"}, {"state": "withdrawn"}):
        await goals.post(INCENTIVES, json=policy(**said), headers=admin)
    for asked, count in (
        ("", 4),
        ("?flagged=true", 1),
        ("?flagged=false", 3),
        ("?subject=organization", 1),
        ("?subject=team:support&state=in_force&flagged=true", 1),
        ("?state=withdrawn", 1),
    ):
        found = await goals.get(INCENTIVES + asked, headers=token(person="ana"))
        assert len(found.json()["items"]) == count, asked


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        pytest.param({"metrics": [{"metric": "luck"}]}, "/metrics/0/metric", id="unknown"),
        pytest.param({"metrics": [CSAT, CSAT]}, "/metrics/1/metric", id="paid for twice"),
        pytest.param({"floors": [FLOOR, FLOOR]}, "/floors/1/metric", id="two floors of one"),
        pytest.param({"metrics": []}, "/metrics", id="pays for nothing"),
        pytest.param({"metrics": [CSAT | {"weight": 0}]}, "/metrics/0/weight", id="no weight"),
        pytest.param(
            {"period": {"first_day": "2026-10-01", "last_day": "2026-09-30"}},
            "/period/last_day",
            id="ends first",
        ),
    ],
)
async def test_a_policy_that_contradicts_itself_is_refused(
    goals: httpx.AsyncClient, admin: dict[str, str], said: dict[str, Any], pointer: str
) -> None:
    answer = await goals.post(INCENTIVES, json=policy(**said), headers=admin)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    path = (await goals.post(INCENTIVES, json=policy(), headers=admin)).headers["location"]
    patched = await goals.patch(path, json=said, headers=admin | {"If-Match": "*"})
    assert (patched.status_code, patched.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_a_policy_with_every_field_wrong_answers_one_problem_naming_every_field(
    goals: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    said = {
        "title": " ",
        "reward": 7,
        "subject": "account:x/y",
        "metrics": [],
        "floors": [{}],
        "period": {"first_day": "soon"},
        "state": "maybe",
        "flagged": False,
    }
    answer = await goals.post(INCENTIVES, json=said, headers=admin)
    named = {fault["pointer"].split("/")[1] for fault in answer.json()["errors"]}
    assert (answer.status_code, named) == (422, set(said))


async def test_a_repeated_policy_with_its_key_is_one_policy(
    goals: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    headers = admin | {"Idempotency-Key": "once"}
    answers = [await goals.post(INCENTIVES, json=policy(), headers=headers) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len((await goals.get(INCENTIVES, headers=admin)).json()["items"]) == 1


async def test_of_many_changes_of_one_version_one_is_kept(
    goals: httpx.AsyncClient, admin: dict[str, str], racing: Racing
) -> None:
    path = (await goals.post(INCENTIVES, json=policy(), headers=admin)).headers["location"]
    headers = admin | {"If-Match": '"1"'}
    edits = [goals.patch(path, json={"title": f"Title {n}"}, headers=headers) for n in range(4)]
    assert await racing("incentive", *edits) == [200, 412, 412, 412]


@pytest.mark.parametrize("roles", [[], ["lead"]])
async def test_only_analysts_and_administrators_say_what_is_rewarded(
    goals: httpx.AsyncClient, token: Headers, roles: list[str]
) -> None:
    answer = await goals.post(INCENTIVES, json=policy(), headers=token(person="x", roles=roles))
    assert answer.status_code == 403


@pytest.mark.parametrize("rest", ["", "/history"])
async def test_what_is_not_there_is_not_found(
    goals: httpx.AsyncClient, admin: dict[str, str], rest: str
) -> None:
    answer = await goals.get(f"{INCENTIVES}/{NOBODY}{rest}", headers=admin)
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/incentive-unknown")
