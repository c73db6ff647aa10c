"""Achievable is judged from facts: open blockers, and what a metric has reached before."""

from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.goals.objectives.reach import beyond, unusual
from shared.schemas.goals.key_results import KeyResult
from shared.schemas.metrics.series import Point
from tests.conftest import Headers
from tests.goals.backing import TODAY, improve
from tests.goals.conftest import Draft
from tests.goals.measuring import measure, put_support
from tests.goals.wording import CSAT, TICKETS
from tests.metrics.people import put_person

PERIOD = {"first_day": str(TODAY), "last_day": str(TODAY + timedelta(days=90))}
WEEK = {"window_days": 7}
values = st.floats(-1e6, 1e6)


async def achievable(
    goals: httpx.AsyncClient, headers: dict[str, str], drafted: dict[str, Any]
) -> dict[str, Any]:
    """The item of an objective's checklist."""
    answer = await goals.get(f"/v1/objectives/{drafted['id']}/checklist", headers=headers)
    assert answer.status_code == 200, answer.text
    [item] = [each for each in answer.json()["items"] if each["item"] == "achievable"]
    told: dict[str, Any] = item
    return told


async def weeks_of(
    metrics: httpx.AsyncClient, admin: dict[str, str], *tickets: float, until: date = TODAY
) -> None:
    """Whole weeks that end the day before `until`, each day with so many tickets."""
    push = await put_support(metrics, admin)
    days = [{"tickets_closed": each} for each in tickets for _ in range(7)]
    await measure(metrics, push, until - timedelta(days=len(days)), days)


def aimed(target: float, **said: Any) -> dict[str, Any]:
    """An objective to close so many tickets a day."""
    return {"key_results": [TICKETS | WEEK | {"target": target} | said, CSAT], "period": PERIOD}


@pytest.mark.parametrize(
    ("weeks", "target", "passed"),
    [
        pytest.param([100, 104, 110, 102], 110, True, id="as good as the best week"),
        pytest.param([100, 104, 110, 102], 111, False, id="beyond the best week"),
        pytest.param([100, 104, 110], 150, True, id="too few weeks to say"),
        pytest.param([], 150, True, id="no history"),
    ],
)
async def test_a_target_beyond_all_that_was_reached_needs_an_improvement(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    draft: Draft,
    lead: dict[str, str],
    weeks: list[float],
    target: float,
    passed: bool,
) -> None:
    await weeks_of(metrics, admin, *weeks)
    item = await achievable(goals, lead, await draft(**aimed(target)))
    assert item["passed"] == passed, item["reason"]
    assert ("the best was 110" in item["reason"]) == (not passed)


async def test_with_an_improvement_it_passes_and_says_how_unusual_it_would_be(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    draft: Draft,
    lead: dict[str, str],
) -> None:
    await weeks_of(metrics, admin, 98, 101, 104, 101)
    drafted = await draft(**aimed(113.25))
    refused = await achievable(goals, lead, drafted)
    assert "Link an improvement" in refused["reason"]
    await improve(goals, lead, drafted, days_ago=0)
    item = await achievable(goals, lead, drafted)
    assert item["passed"]
    # The weeks' mean is 101 and their deviation √6: 12.25 is five of them.
    assert "5.0 standard deviations from what is usual" in item["reason"]


async def test_a_total_of_the_period_is_compared_at_the_same_pace(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    draft: Draft,
    lead: dict[str, str],
) -> None:
    await weeks_of(metrics, admin, 100, 100, 100, 100)
    for target, passed in ((9100, True), (9101, False)):
        said = aimed(target, basis="period", baseline=0)
        item = await achievable(goals, lead, await draft(**said))
        assert item["passed"] == passed, item["reason"]


async def test_what_was_reached_since_the_period_began_is_no_history(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    draft: Draft,
    lead: dict[str, str],
) -> None:
    await weeks_of(metrics, admin, 100, 100, 100, 100, 150)
    began = str(TODAY - timedelta(days=7))
    said = aimed(120) | {"period": {"first_day": began, "last_day": PERIOD["last_day"]}}
    assert not (await achievable(goals, lead, await draft(**said)))["passed"]


async def test_history_that_is_not_the_callers_to_see_is_told_to_be_unread(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    draft: Draft,
    token: Headers,
) -> None:
    await weeks_of(metrics, admin, 100, 100, 100, 100)
    await put_person(metrics, admin, "stranger")
    item = await achievable(goals, token(person="stranger"), await draft(**aimed(120)))
    assert (item["passed"], "not yours to see" in item["reason"]) == (True, True)


async def test_a_linked_blocker_fails_it_until_it_is_cleared(
    goals: httpx.AsyncClient, draft: Draft, lead: dict[str, str]
) -> None:
    drafted = await draft()
    said = {
        "kind": "approval",
        "title": "Every refund waits for a signature",
        "owner": "paul",
        "objectives": [drafted["id"]],
    }
    made = await goals.post("/v1/blockers", json=said, headers=lead)
    item = await achievable(goals, lead, drafted)
    assert not item["passed"]
    assert "Every refund waits for a signature (paul sees to it)" in item["reason"]
    activated = await goals.post(f"/v1/objectives/{drafted['id']}/activate", headers=lead)
    assert activated.status_code == 409
    cleared = {"state": "cleared", "cleared_on": str(TODAY)}
    headers = lead | {"If-Match": made.headers["etag"]}
    answer = await goals.patch(made.headers["location"], json=cleared, headers=headers)
    assert answer.status_code == 200, answer.text
    assert (await achievable(goals, lead, drafted))["passed"]


@given(reached=st.lists(values, min_size=2), target=values)
def test_what_was_reached_once_is_never_beyond_reach(reached: list[float], target: float) -> None:
    for each in reached:
        assert beyond(each, "higher", reached, reached) is None
        assert beyond(each, "lower", reached, reached) is None
    far = beyond(target, "higher", reached, reached)
    mirrored = beyond(-target, "lower", [-each for each in reached], [-each for each in reached])
    assert (far is None) == (mirrored is None) == (target <= max(reached))


async def test_an_override_keeps_no_number_that_not_all_may_see(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    draft: Draft,
    lead: dict[str, str],
    token: Headers,
) -> None:
    await weeks_of(metrics, admin, 100, 104, 110, 102)
    boss = token(person="lena", roles=["lead", "administrator"])
    path = f"/v1/objectives/{(await draft(**aimed(150)))['id']}"
    live = await goals.post(f"{path}/activate", json={"override_reason": "Now."}, headers=boss)
    [item] = live.json()["override"]["failing"]
    assert item["item"] == "achievable"
    assert "beyond all that was reached" in item["reason"]
    assert "110" not in item["reason"]


def test_days_before_anything_was_measured_reached_nothing() -> None:
    few = KeyResult(metric="errors", baseline=70, target=5, window_days=7, basis="week")
    quiet = [point(day, 0, 0) for day in range(30)]
    busy = [point(30 + day, 10, 1) for day in range(60)]
    far = unusual(few, quiet + busy, None)
    assert far is not None
    assert far.best == pytest.approx(70)


def point(day: int, value: float, count: int) -> Point:
    """A day of a metric that adds up."""
    on = date(2026, 1, 1) + timedelta(days=day)
    return Point(start=on, end=on, value=value, count=count)
