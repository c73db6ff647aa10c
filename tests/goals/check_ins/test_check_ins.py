"""Check-ins: confidence and words beside where the numbers stood, for those who may see them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.conftest import Headers
from tests.goals.conftest import Draft, Racing
from tests.goals.measuring import measure, put_support
from tests.goals.wording import CSAT, FLOOR, TICKETS
from tests.metrics.people import put_person

TODAY = datetime.now(UTC).date()
FIRST = TODAY - timedelta(days=9)
WEEK = {"window_days": 7}
PERIOD = {"first_day": str(FIRST), "last_day": str(TODAY + timedelta(days=80))}
TYPED = {"metric": "quality_score", "baseline": 80, "target": 90, "reading": "typed"}
COUNTED = {"metric": "quality_score", "value": 85, "reason": "Read from the audit's sheet"}


async def check_in(
    goals: httpx.AsyncClient, headers: dict[str, str], live: dict[str, Any], **said: Any
) -> httpx.Response:
    """Check in on an objective."""
    path = f"/v1/objectives/{live['id']}/check_ins"
    return await goals.post(path, json={"confidence": 0.7} | said, headers=headers)


async def test_a_check_in_keeps_the_numbers_as_they_stood(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    live: Draft,
    lead: dict[str, str],
) -> None:
    push = await put_support(metrics, admin)
    await measure(metrics, push, FIRST, [{"tickets_closed": 110, "csat": 0.95}] * 9)
    results = [TICKETS | WEEK, CSAT | WEEK]
    objective = await live(key_results=results, guardrails=[FLOOR | WEEK], period=PERIOD)
    said = {"comment": "The macros help", "confidence": 0.8}
    made = (await check_in(goals, lead, objective, **said)).json()
    assert (made["confidence"], made["comment"], made["by"]) == (0.8, "The macros help", "lena")
    assert [each["share"] for each in made["progress"]["key_results"]] == [0.5, pytest.approx(2.5)]
    await measure(metrics, push, TODAY + timedelta(days=1), [{"tickets_closed": 500}])
    path = f"/v1/objectives/{objective['id']}/check_ins"
    assert (await goals.get(path, headers=lead)).json()["items"] == [made]


async def test_a_typed_key_result_stands_at_the_latest_value_that_was_typed(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    live: Draft,
    lead: dict[str, str],
) -> None:
    await put_support(metrics, admin)
    objective = await live(key_results=[TICKETS, TYPED], period=PERIOD)
    path = f"/v1/objectives/{objective['id']}"

    async def share() -> float | None:
        told = (await goals.get(f"{path}/progress", headers=lead)).json()
        found: float | None = told["key_results"][1]["share"]
        return found

    assert await share() is None
    await check_in(goals, lead, objective, values=[COUNTED])
    assert await share() == 0.5
    await check_in(goals, lead, objective, values=[COUNTED | {"value": 88}])
    await check_in(goals, lead, objective)
    assert await share() == 0.8
    before = await goals.get(f"{path}/progress?as_of={FIRST - timedelta(days=1)}", headers=lead)
    assert before.json()["key_results"][1]["share"] is None


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        pytest.param({"confidence": 1.1}, "/confidence", id="more than sure"),
        pytest.param({"confidence": None}, "/confidence", id="no confidence"),
        pytest.param(
            {"values": [COUNTED | {"metric": "tickets_closed"}]}, "/values/0/metric", id="read live"
        ),
        pytest.param(
            {"values": [COUNTED | {"metric": "nps"}]}, "/values/0/metric", id="no key result"
        ),
        pytest.param({"values": [COUNTED, COUNTED]}, "/values/1/metric", id="twice"),
        pytest.param(
            {"values": [COUNTED | {"reason": " "}]}, "/values/0/reason", id="without a reason"
        ),
        pytest.param({"comment": "\x00"}, "/comment", id="a character that cannot be kept"),
    ],
)
async def test_a_check_in_that_cannot_be_is_refused_with_a_pointer(
    goals: httpx.AsyncClient, live: Draft, lead: dict[str, str], said: dict[str, Any], pointer: str
) -> None:
    objective = await live(key_results=[TICKETS, TYPED])
    answer = await check_in(goals, lead, objective, **said)
    assert answer.status_code == 422, answer.text
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


async def test_only_a_live_objective_is_checked_in_on_and_by_its_people_alone(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    draft: Draft,
    live: Draft,
    lead: dict[str, str],
    token: Headers,
) -> None:
    await put_support(metrics, admin)
    early = await check_in(goals, lead, await draft())
    assert (early.status_code, early.json()["type"]) == (409, "/problems/not-live")
    objective = await live(subject="person:ana", parent=(await live())["id"])
    others = await check_in(goals, token(person="ben"), objective)
    owner = await check_in(goals, token(person="ana"), objective)
    assert [others.status_code, owner.status_code] == [403, 201]


async def test_words_and_numbers_are_hidden_from_whoever_may_not_see_the_subject(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    live: Draft,
    lead: dict[str, str],
    token: Headers,
) -> None:
    await put_support(metrics, admin)
    await put_person(metrics, admin, "lena")
    objective = await live(key_results=[TICKETS, TYPED])
    made = await check_in(goals, lead, objective, comment="Tired", values=[COUNTED])
    path = f"/v1/objectives/{objective['id']}/check_ins"
    [told] = (await goals.get(path, headers=token(person="stranger"))).json()["items"]
    bare = {"comment": None, "values": [], "progress": None, "hidden": "not_yours"}
    bare |= {"confidence": None}
    assert told == made.json() | bare


async def test_a_repeated_check_in_with_its_idempotency_key_is_one(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    live: Draft,
    lead: dict[str, str],
) -> None:
    await put_support(metrics, admin)
    objective = await live()
    headers = lead | {"Idempotency-Key": "once"}
    first = await check_in(goals, headers, objective)
    again = await check_in(goals, headers, objective)
    other = await check_in(goals, headers, objective, confidence=0.1)
    assert (again.json(), other.status_code) == (first.json(), 422)
    await check_in(goals, lead, objective, confidence=0.2)
    await check_in(goals, lead, objective, confidence=0.3)
    path, found = f"/v1/objectives/{objective['id']}/check_ins?limit=2", []
    while path:
        page = await goals.get(path, headers=lead)
        found += [each["confidence"] for each in page.json()["items"]]
        path = page.links.get("next", {}).get("url", "")
    assert found == [0.3, 0.2, 0.7]


async def test_values_typed_at_the_same_time_are_all_kept(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    live: Draft,
    lead: dict[str, str],
    racing: Racing,
) -> None:
    await put_support(metrics, admin)
    objective = await live(key_results=[TICKETS, TYPED, CSAT | {"reading": "typed"}])
    satisfied = COUNTED | {"metric": "csat", "value": 0.91}
    statuses = await racing(
        "objective",
        check_in(goals, lead, objective, values=[COUNTED]),
        check_in(goals, lead, objective, values=[satisfied]),
    )
    assert statuses == [201, 201]
    path = f"/v1/objectives/{objective['id']}/progress"
    told = (await goals.get(path, headers=lead)).json()["key_results"]
    assert [each["current"] for each in told[1:]] == [85, 0.91]
