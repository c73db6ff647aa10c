"""The calendar of reviews over HTTP: what comes, what is due, and who is asked for it."""

from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from tests.conftest import Headers
from tests.goals.conftest import Draft
from tests.goals.reviews.conftest import PERIOD, this_monday, week
from tests.goals.wording import CADENCE, scorecard

DUE, CALENDAR = "/v1/reviews/due", "/v1/reviews/calendar"


async def told(goals: httpx.AsyncClient, headers: dict[str, str], path: str) -> list[Any]:
    """The items of an answer."""
    answer = await goals.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    items: list[Any] = answer.json()["items"]
    return items


async def test_a_live_objective_is_due_for_its_latest_check_and_review(
    goals: httpx.AsyncClient, objective: dict[str, Any], token: Headers
) -> None:
    found = await told(goals, token(person="ana"), DUE)
    by_kind = {each["kind"]: each for each in found}
    assert set(by_kind) == {"throughput", "performance"}
    check = by_kind["throughput"]
    assert check["id"] == f"objective:{objective['id']}:{week(this_monday())}"
    assert check["first_day"] == str(this_monday() - timedelta(days=7))
    assert check["last_day"] == str(this_monday() - timedelta(days=1))
    assert check["state"] in ("due", "overdue")
    assert (check["title"], check["subject"]) == (objective["title"], "team:support")


async def test_a_scorecard_is_due_too_and_an_owner_is_asked_for_their_objectives_only(
    goals: httpx.AsyncClient, objective: dict[str, Any], card: dict[str, Any], lead: dict[str, str]
) -> None:
    everything = await told(goals, lead, DUE)
    assert {each["role"] for each in everything} == {None, "agent"}
    own = await told(goals, lead, f"{DUE}?owner={objective['owner']}")
    assert {each["objective"] for each in own} == {objective["id"]}
    assert await told(goals, lead, f"{DUE}?owner=nobody") == []
    of_role = await told(goals, lead, f"{DUE}?subject=role:agent")
    assert [each["kind"] for each in of_role] == ["performance"]
    of_team = await told(goals, lead, f"{DUE}?subject=team:support")
    assert {each["objective"] for each in of_team} == {objective["id"]}


async def test_a_draft_and_what_begins_only_now_are_due_for_nothing(
    goals: httpx.AsyncClient, lead: dict[str, str], draft: Draft, live: Draft
) -> None:
    await draft(period=PERIOD)
    await live(period=PERIOD)
    assert await told(goals, lead, DUE) == []


async def test_the_calendar_shows_what_was_missed_what_is_due_and_what_comes(
    goals: httpx.AsyncClient, objective: dict[str, Any], lead: dict[str, str]
) -> None:
    first, last = this_monday() - timedelta(days=7), this_monday() + timedelta(days=7)
    found = await told(goals, lead, f"{CALENDAR}?from={first}&to={last}")
    checks = [each for each in found if each["kind"] == "throughput"]
    assert [each["occurrence"] for each in checks] == [
        week(first),
        week(this_monday()),
        week(last),
    ]
    assert checks[0]["state"] == "missed"
    assert checks[1]["state"] in ("due", "overdue")
    assert checks[2]["state"] == "upcoming"


async def test_pages_go_through_objectives_and_then_scorecards(
    goals: httpx.AsyncClient,
    live: Draft,
    card: dict[str, Any],
    lead: dict[str, str],
    admin: dict[str, str],
    administrator: asyncpg.Connection,
) -> None:
    for _ in range(3):
        await live(period=PERIOD)
    await administrator.execute("update goals.objective set activated_at = '2026-01-01'")
    await goals.put("/v1/scorecards/zebra", json=scorecard(review_cadence=CADENCE), headers=admin)
    await administrator.execute("update goals.change set said_at = '2026-01-01'")
    seen: list[str] = []
    path = f"{DUE}?limit=2"
    while path:
        answer = await goals.get(path, headers=lead)
        seen += [each["id"].rpartition(":")[0] for each in answer.json()["items"]]
        path = answer.links.get("next", {}).get("url", "")
    assert len(seen) == len(set(seen)) + 4  # a check and a review of each, but for one scorecard
    assert [each.partition(":")[0] for each in seen] == ["objective"] * 6 + ["scorecard"] * 3


@pytest.mark.parametrize(
    ("first", "last", "status"),
    [
        ("2026-01-01", "2027-01-01", 200),
        ("2026-01-01", "2027-01-02", 422),
        ("2026-01-02", "2026-01-01", 422),
        ("2026-01-01", "2026-01-01", 200),
        ("0001-01-01", "0001-01-02", 422),
        ("2199-12-31", "2199-12-31", 200),
        ("2000-01-01", "2000-01-02", 200),
    ],
)
async def test_a_calendar_is_of_a_day_at_least_and_a_year_at_most(
    goals: httpx.AsyncClient,
    objective: dict[str, Any],
    lead: dict[str, str],
    first: str,
    last: str,
    status: int,
) -> None:
    answer = await goals.get(f"{CALENDAR}?from={first}&to={last}", headers=lead)
    assert answer.status_code == status, answer.text


async def test_weeks_that_reach_over_the_edges_of_the_calendar_are_in_it(
    goals: httpx.AsyncClient,
    live: Draft,
    lead: dict[str, str],
    admin: dict[str, str],
    administrator: asyncpg.Connection,
) -> None:
    said = scorecard(review_cadence=CADENCE)
    await goals.put("/v1/scorecards/agent", json=said, headers=admin)
    early = {"first_day": "2000-01-01", "last_day": "2000-12-31"}
    objective = await live(
        period=early, review_cadence=CADENCE | {"meeting": {"weekday": "sunday"}}
    )
    await administrator.execute("update goals.objective set activated_at = '2000-01-01'")
    first, *_ = await told(goals, lead, f"{CALENDAR}?from=2000-01-01&to=2000-01-09")
    *_, last = await told(goals, lead, f"{CALENDAR}?from=2199-12-01&to=2199-12-31")
    names = [first["id"], last["id"]]
    assert names == [f"objective:{objective['id']}:1999-W52", "scorecard:agent:2200-W01"]
    assert (first["first_day"], last["last_day"]) == ("1999-12-26", "2199-12-29")
    for name in names:
        assert (await goals.get(f"/v1/reviews/{name}", headers=lead)).status_code == 200


@pytest.mark.parametrize(
    "cursor", ["x", "bw", "bzp4", "bzo", "czo", "AAAA", "bzo5OTk5OTk5OTk5OTk5OTk5OTk5OTk"]
)
async def test_a_cursor_that_we_never_gave_is_refused_or_leads_nowhere(
    goals: httpx.AsyncClient, lead: dict[str, str], cursor: str
) -> None:
    answer = await goals.get(f"{DUE}?cursor={cursor}", headers=lead)
    assert answer.status_code in (200, 422), answer.text


@pytest.mark.parametrize(
    ("meeting", "pointer"),
    [
        ({"country": "XX"}, "/review_cadence/meeting/country"),
        ({"country": "DE", "subdivision": "ZZ"}, "/review_cadence/meeting/subdivision"),
        ({"subdivision": "BY"}, "/review_cadence/meeting/country"),
        ({"time_zone": "Mars/Olympus"}, "/review_cadence/meeting/time_zone"),
        ({"time_zone": "../etc/passwd"}, "/review_cadence/meeting/time_zone"),
        ({"at": "24:00"}, "/review_cadence/meeting/at"),
        ({"weekday": "someday"}, "/review_cadence/meeting/weekday"),
    ],
)
async def test_a_meeting_that_cannot_be_is_refused_for_objectives_and_scorecards(
    goals: httpx.AsyncClient,
    admin: dict[str, str],
    draft: Draft,
    meeting: dict[str, str],
    pointer: str,
) -> None:
    cadence = CADENCE | {"meeting": meeting}
    path = f"/v1/objectives/{(await draft())['id']}"
    headers = admin | {"If-Match": "*"}
    card = scorecard(review_cadence=cadence)
    answers = [
        await goals.patch(path, json={"review_cadence": cadence}, headers=headers),
        await goals.put("/v1/scorecards/agent", json=card, headers=admin),
    ]
    for answer in answers:
        assert answer.status_code == 422, answer.text
        assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
