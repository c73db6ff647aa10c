"""The calendar as a calendar program reads it: valid, stable, and without a number."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
import httpx
import pytest
from icalendar import Calendar, Event

from services.goals.review_feeds.calendar import Shown, drawn, planned_of
from services.goals.reviews.domain import Reviewed
from services.goals.reviews.occurrences import Rhythm
from shared.schemas.goals.cadences import ReviewCadence
from tests.conftest import Headers
from tests.goals.conftest import Draft
from tests.goals.reviews.conftest import PERIOD, this_monday, week
from tests.goals.reviews.test_recording import TYPED
from tests.goals.wording import CADENCE

ICS = "/v1/reviews.ics"


async def subscribed(
    goals: httpx.AsyncClient, headers: Mapping[str, str], path: str = ICS
) -> Calendar:
    """The calendar at a path, parsed, and valid by the parser's own checks."""
    answer = await goals.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    [calendar] = Calendar.from_ical(answer.content, multiple=True)
    assert isinstance(calendar, Calendar)
    assert [part.errors for part in calendar.walk() if part.errors] == []
    for part in calendar.walk():
        assert not [each for each in part.required if each not in part]
        assert not [each for each in part.singletons if isinstance(part.get(each), list)]
    return calendar


def events(calendar: Calendar, subject: str) -> dict[str, Event]:
    """The events of a kind, by their day."""
    return {
        str(event.start.date()): event
        for event in calendar.events
        if str(event["SUMMARY"]).startswith(subject)
    }


async def test_a_calendar_program_reads_what_the_cadence_makes(
    goals: httpx.AsyncClient, objective: dict[str, Any], lead: dict[str, str]
) -> None:
    calendar = await subscribed(goals, lead, f"{ICS}?subject=team:support")
    checks = events(calendar, "Throughput check: ")
    assert {str(this_monday() + timedelta(days=7 * n)) for n in range(-4, 17)} <= set(checks)
    assert events(calendar, f"Performance review: {objective['title']}")
    check = checks[str(this_monday())]
    assert (str(check["STATUS"]), check["SEQUENCE"]) == ("CONFIRMED", objective["version"])
    assert check.end - check.start == timedelta(minutes=30)
    assert len({str(event["UID"]) for event in calendar.events}) == len(calendar.events)
    assert all("DTSTAMP" in event for event in calendar.events)


async def test_the_wall_clock_comes_with_its_time_zone(
    goals: httpx.AsyncClient, live: Draft, lead: dict[str, str]
) -> None:
    meeting = {"time_zone": "America/New_York", "at": "09:30"}
    await live(period=PERIOD, review_cadence=CADENCE | {"meeting": meeting})
    calendar = await subscribed(goals, lead, f"{ICS}?subject=team:support")
    assert [str(zone["TZID"]) for zone in calendar.timezones] == ["America/New_York"]
    assert calendar.get_missing_tzids() == set()
    assert {f"{event.start:%H:%M}" for event in calendar.events} == {"09:30"}
    assert {event["DTSTART"].params["TZID"] for event in calendar.events} == {"America/New_York"}


async def test_it_is_the_same_to_the_byte_until_something_changes(
    goals: httpx.AsyncClient,
    objective: dict[str, Any],
    lead: dict[str, str],
    administrator: asyncpg.Connection,
) -> None:
    await administrator.execute("update goals.objective_change set said_at = '2026-01-01'")
    path = f"{ICS}?subject=team:support"
    first, second = [await goals.get(path, headers=lead) for _ in range(2)]
    assert first.content == second.content
    same = {"If-None-Match": first.headers["etag"]}
    known = await goals.get(path, headers=lead | same)
    assert (known.status_code, known.content) == (304, b"")
    moved = {"review_cadence": CADENCE | {"meeting": {"at": "15:00"}}}
    where = f"/v1/objectives/{objective['id']}"
    edited = await goals.patch(where, json=moved, headers=lead | {"If-Match": "*"})
    assert edited.status_code == 200, edited.text
    later = await subscribed(goals, lead | same, path)
    before = Calendar.from_ical(first.content)
    assert isinstance(before, Calendar)
    old, new = (events(each, "Throughput")[str(this_monday())] for each in (before, later))
    assert old["UID"] == new["UID"]
    assert new["SEQUENCE"] > old["SEQUENCE"]
    assert new.DTSTAMP > old.DTSTAMP
    assert (old.start.hour, new.start.hour) == (0, 15)


async def test_what_is_cancelled_or_closed_is_shown_as_cancelled(
    goals: httpx.AsyncClient, objective: dict[str, Any], lead: dict[str, str]
) -> None:
    coming = this_monday() + timedelta(days=14)
    name = f"objective:{objective['id']}:{week(coming)}"
    said = {"review": name, "state": "cancelled", "why": "A holiday of ours"}
    assert (await goals.post("/v1/reviews", json=said, headers=lead)).status_code == 201
    path = f"{ICS}?subject=team:support"
    checks = events(await subscribed(goals, lead, path), "Throughput")
    off = [day for day, event in checks.items() if event["STATUS"] == "CANCELLED"]
    assert off == [str(coming)]
    assert checks[str(coming)]["SEQUENCE"] > checks[str(this_monday())]["SEQUENCE"]
    closing = {"state": "closed"}
    where = f"/v1/objectives/{objective['id']}"
    await goals.patch(where, json=closing, headers=lead | {"If-Match": "*"})
    after = events(await subscribed(goals, lead, path), "Throughput")
    for day, event in after.items():
        is_over = day > str(this_monday() + timedelta(days=6))
        assert (event["STATUS"] == "CANCELLED") == is_over, day
        assert event["UID"] == checks[day]["UID"]


async def test_a_calendar_shows_no_number_and_nothing_that_was_said(
    goals: httpx.AsyncClient, objective: dict[str, Any], lead: dict[str, str]
) -> None:
    name = f"objective:{objective['id']}:{week(this_monday())}"
    said = {"review": name, "discussion": "Between us", "attendance": ["ana"]} | TYPED
    assert (await goals.post("/v1/reviews", json=said, headers=lead)).status_code == 201
    text = (await goals.get(f"{ICS}?subject=team:support", headers=lead)).text
    assert "Throughput check" in text
    for secret in ("Between us", "csat", "0.9", "tickets_closed", "ana"):
        assert secret not in text.replace(objective["title"], "")


async def test_a_calendar_is_ones_own_or_that_of_whom_one_asks_for(
    goals: httpx.AsyncClient,
    objective: dict[str, Any],
    card: dict[str, Any],
    token: Headers,
) -> None:
    own = await subscribed(goals, token(person=objective["owner"]))
    assert events(own, "Throughput")
    assert (await subscribed(goals, token(person="stranger"))).events == []
    theirs = await subscribed(goals, token(person="stranger"), f"{ICS}?owner={objective['owner']}")
    assert theirs.events == own.events
    of_role = await subscribed(goals, token(person="stranger"), f"{ICS}?subject=role:agent")
    assert {str(event["SUMMARY"]) for event in of_role.events} == {"Performance review: agent"}


async def test_who_is_no_person_says_whose_calendar_it_is(
    goals: httpx.AsyncClient, token: Headers
) -> None:
    answer = await goals.get(ICS, headers=token(person=None, subject="service"))
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/feed-of-nobody")


@pytest.mark.parametrize("text", ["a\r\nBEGIN:VEVENT", "a;b,c\\d:e\n", "ж" * 300, "\u2028x"])
async def test_a_title_of_strange_characters_breaks_no_line(
    goals: httpx.AsyncClient, live: Draft, lead: dict[str, str], text: str
) -> None:
    told = await live(title=text, period=PERIOD, review_cadence=CADENCE)
    calendar = await subscribed(goals, lead, f"{ICS}?subject=team:support")
    titles = {str(event["SUMMARY"]).partition(": ")[2] for event in calendar.events}
    assert {title.replace("\n", "") for title in titles} == {
        told["title"].replace("\r\n", "").replace("\n", "")
    }
    raw = (await goals.get(f"{ICS}?subject=team:support", headers=lead)).content
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75


@pytest.mark.parametrize(
    ("closed_on", "status"),
    [
        pytest.param(None, "CONFIRMED", id="open"),
        pytest.param(date(2026, 11, 23), "CONFIRMED", id="closed on the day of its review"),
        pytest.param(date(2026, 11, 22), "CANCELLED", id="closed the day before"),
    ],
)
def test_a_review_falls_away_from_the_day_after_the_close(
    closed_on: date | None, status: str
) -> None:
    rhythm = Rhythm(ReviewCadence(throughput="weekly"), ZoneInfo("UTC"), date(2026, 1, 1))
    at = datetime(2026, 11, 20, tzinfo=UTC)
    reviewed = Reviewed("scorecard:agent", "x", "role:agent", rhythm, 1, at, closed_on=closed_on)
    planned = planned_of([reviewed], date(2026, 11, 20))
    calendar = Calendar.from_ical(drawn(Shown(planned, {}, date(2026, 11, 20), "us"), "x"))
    assert isinstance(calendar, Calendar)
    assert events(calendar, "Throughput")["2026-11-23"]["STATUS"] == status
