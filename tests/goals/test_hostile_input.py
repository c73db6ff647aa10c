"""Nothing that a caller can send is our fault: every such answer is a refusal, never a 5xx."""

import json
from typing import Any

import httpx
import pytest

from shared.schemas.goals.objectives import ObjectiveIn
from tests.goals.wording import CSAT, FLOOR, TICKETS, objective, scorecard

NUMBERS = ["NaN", "Infinity", "-Infinity", "1e400", "1" + "0" * 400, "1e300", '"x"', "true", "[]"]
TEXTS = ["a\x00b", "\ud800", "", " " * 9, "x" * 3000, 7, None, {}, []]
DAYS = [
    *("0001-01-01", "1999-12-31", "2200-01-01", "9999-12-31", "2026-02-30", "+12026-01-01"),
    *("1e9", 10**30, -1, "today"),
]
PATHS = [
    "objectives",
    "improvements",
    "blockers",
    "incentives",
    "experiments",
    "reviews",
    "scorecards",
]


async def send(
    goals: httpx.AsyncClient, method: str, path: str, body: str, headers: dict[str, str]
) -> httpx.Response:
    """Send a body byte by byte as it is."""
    how = headers | {"Content-Type": "application/json", "If-Match": "*"}
    return await goals.request(
        method, path, content=body.encode("utf-8", "surrogatepass"), headers=how
    )


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("field", ["baseline", "target", "weight", "window_days", "limit"])
async def test_a_number_that_is_none_is_refused(
    goals: httpx.AsyncClient, lead: dict[str, str], field: str, number: str
) -> None:
    part, field_of = ("guardrails", FLOOR) if field == "limit" else ("key_results", TICKETS)
    said = json.dumps(objective(**{part: [field_of | {field: "HERE"}]}))
    answer = await send(goals, "POST", "/v1/objectives", said.replace('"HERE"', number), lead)
    assert answer.status_code in (400, 422) or number == "true", answer.text


@pytest.mark.parametrize("escaped", [True, False])
@pytest.mark.parametrize("text", TEXTS, ids=repr)
async def test_a_text_that_is_none_is_refused(
    goals: httpx.AsyncClient, lead: dict[str, str], text: Any, escaped: bool
) -> None:
    for said in (
        {"title": text},
        {"blockers": [text]},
        {"guardrails": [FLOOR | {"audit": text or 7}]},
        {"subject": text},
    ):
        body = json.dumps(objective(**said), ensure_ascii=escaped)
        answer = await send(goals, "POST", "/v1/objectives", body, lead)
        assert answer.status_code in (400, 422), (said, answer.text)


@pytest.mark.parametrize("day", DAYS, ids=repr)
async def test_a_day_out_of_range_is_refused(
    goals: httpx.AsyncClient, lead: dict[str, str], day: Any
) -> None:
    period = objective(period={"first_day": day, "last_day": "2026-12-31"})
    landed = {"kind": "tooling", "title": "x", "teams": ["a"], "state": "landed", "landed_on": day}
    for path, said in (("objectives", period), ("improvements", landed)):
        answer = await send(goals, "POST", f"/v1/{path}", json.dumps(said), lead)
        assert answer.status_code == 422, answer.text
    made = await goals.post("/v1/objectives", json=objective(), headers=lead)
    path = f"{made.headers['location']}/progress"
    answer = await goals.get(path, params={"as_of": day}, headers=lead)
    assert answer.status_code == 422, answer.text


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "cursor",
    ["x", "AA", "MQ==", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "LTE", "w7E", "4pGg", "AAAA", "_w"],
)
async def test_a_cursor_that_we_never_gave_is_refused_or_leads_nowhere(
    goals: httpx.AsyncClient, lead: dict[str, str], path: str, cursor: str
) -> None:
    answer = await goals.get(f"/v1/{path}", params={"cursor": cursor}, headers=lead)
    assert answer.status_code in (200, 422), answer.text


async def test_a_cursor_of_history_beyond_any_version_is_refused(
    goals: httpx.AsyncClient, lead: dict[str, str]
) -> None:
    made = await goals.post("/v1/objectives", json=objective(), headers=lead)
    path = f"{made.headers['location']}/history"
    beyond = "OTk5OTk5OTk5OTk5OTk5OTk5"  # 999,999,999,999,999,999
    answer = await goals.get(path, params={"cursor": beyond}, headers=lead)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/cursor-unknown")


@pytest.mark.parametrize("identity", ["x", "0", "%00", "..", "%ff", "a%2fb", "🦉"])
async def test_an_identity_that_is_none_finds_nothing(
    goals: httpx.AsyncClient, lead: dict[str, str], identity: str
) -> None:
    for path in PATHS:
        answer = await goals.get(f"/v1/{path}/{identity}", headers=lead)
        assert answer.status_code in (200, 404, 422, 307), answer.text
    answer = await goals.get(f"/v1/objectives?subject=team:{identity}", headers=lead)
    assert answer.status_code in (200, 422), answer.text


@pytest.mark.parametrize(
    "body",
    ["", "[]", "null", "7", '"x"', "{", "[" * 5000, '{"title": 1' + "0" * 5000 + "}", "\xff"],
    ids=lambda body: str(body)[:12],
)
async def test_a_body_that_is_none_is_refused(
    goals: httpx.AsyncClient, admin: dict[str, str], body: str
) -> None:
    for path in PATHS[:-1]:
        answer = await send(goals, "POST", f"/v1/{path}", body, admin)
        assert answer.status_code in (400, 422), answer.text
    answer = await send(goals, "PUT", "/v1/scorecards/agent", body, admin)
    assert answer.status_code in (400, 422), answer.text


async def test_the_largest_objective_that_is_allowed_is_kept_and_judged(
    goals: httpx.AsyncClient, lead: dict[str, str]
) -> None:
    said = objective(
        blockers=["b" * 2000] * 50,
        key_results=[TICKETS | {"metric": f"m{n}", "target": -1e15} for n in range(20)],
        guardrails=[FLOOR | {"metric": f"g{n}", "limit": 1e15} for n in range(20)],
        period={"first_day": "2022-01-01", "last_day": "2026-12-31"},
    )
    made = await goals.post("/v1/objectives", json=said, headers=lead)
    assert made.status_code == 201, made.text
    refused = await goals.post(f"{made.headers['location']}/activate", headers=lead)
    assert refused.status_code == 409, refused.text


@pytest.mark.parametrize("name", [r"\ud800", r"\u0000", "🦉", "", "a/b~c"])
async def test_a_field_of_a_strange_name_is_refused(
    goals: httpx.AsyncClient, lead: dict[str, str], name: str
) -> None:
    body = json.dumps(objective(HERE=1)).replace("HERE", name)
    answer = await send(goals, "POST", "/v1/objectives", body, lead)
    assert answer.status_code in (400, 422), answer.text


async def test_a_scorecard_of_strange_metrics_is_refused(
    goals: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    for key in ("../people/ana", "a/b", "a\x00", "", "A", "\ud800", CSAT):
        body = json.dumps(scorecard(secondary=[key]))
        answer = await send(goals, "PUT", "/v1/scorecards/agent", body, admin)
        assert answer.status_code == 422, answer.text


async def test_a_goal_with_every_field_wrong_is_told_of_every_field(
    goals: httpx.AsyncClient, lead: dict[str, str]
) -> None:
    wrong = {field: {"no": "such"} for field in ObjectiveIn.model_fields}
    answer = await goals.post("/v1/objectives", json=wrong, headers=lead)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid")
    named = {fault["pointer"].split("/")[1] for fault in answer.json()["errors"]}
    assert named == set(ObjectiveIn.model_fields)
