"""From a cadence to its calendar: weeks and quarters, year ends, clocks that change, holidays."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.goals.reviews.domain import latest_begun, occurrence_named, state_of
from services.goals.reviews.occurrences import WEEKDAYS, Occurrence, Rhythm, occurrences
from shared.schemas.goals.cadences import Meeting, ReviewCadence

LISBON, DAY = ZoneInfo("Europe/Lisbon"), timedelta(days=1)
EVER = date(2000, 1, 1)


def rhythm(
    throughput: Any = None,
    performance: Any = None,
    zone: ZoneInfo = LISBON,
    first: date = EVER,
    last: date | None = None,
    **meeting: Any,
) -> Rhythm:
    """A rhythm on Mondays at ten, but for what is said."""
    cadence = ReviewCadence(
        throughput=throughput, performance=performance, meeting=Meeting(**meeting)
    )
    return Rhythm(cadence, zone, first, last)


def days(found: Sequence[Occurrence]) -> list[str]:
    """On which days people meet."""
    return [str(each.meets_on) for each in found]


def test_a_weekly_check_looks_at_the_seven_days_before_it() -> None:
    [check] = occurrences(rhythm("weekly"), date(2026, 11, 23), date(2026, 11, 29))
    assert (check.kind, check.key) == ("throughput", "2026-W48")
    assert (check.first_day, check.last_day) == (date(2026, 11, 16), date(2026, 11, 22))
    assert check.starts_at.isoformat() == "2026-11-23T10:00:00+00:00"
    assert check.ends_at - check.starts_at == timedelta(minutes=30)


def test_a_quarterly_review_looks_at_the_quarter_before_it() -> None:
    found = occurrences(rhythm(None, "quarterly"), date(2026, 1, 1), date(2027, 1, 31))
    assert days(found) == ["2026-01-05", "2026-04-06", "2026-07-06", "2026-10-05", "2027-01-04"]
    assert [each.key for each in found] == ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert (found[-1].first_day, found[-1].last_day) == (date(2026, 10, 1), date(2026, 12, 31))


def test_a_quarter_that_ends_on_the_eve_of_the_weekday_is_reviewed_the_next_day() -> None:
    found = occurrences(
        rhythm(None, "quarterly", weekday="thursday"), date(2026, 10, 1), date(2026, 10, 1)
    )
    assert days(found) == ["2026-10-01"]


def test_every_second_week_is_counted_over_a_year_of_53_weeks() -> None:
    found = occurrences(
        rhythm("biweekly", starting=date(2026, 12, 7)), date(2026, 12, 1), date(2027, 1, 31)
    )
    assert [each.key for each in found] == ["2026-W50", "2026-W52", "2027-W01", "2027-W03"]
    assert days(found) == ["2026-12-07", "2026-12-21", "2027-01-04", "2027-01-18"]
    assert (found[1].first_day, found[1].last_day) == (date(2026, 12, 7), date(2026, 12, 20))


def test_an_iso_week_of_another_year_names_its_own_year() -> None:
    found = occurrences(rhythm("weekly", weekday="friday"), date(2026, 12, 28), date(2027, 1, 10))
    assert [each.key for each in found] == ["2026-W53", "2027-W01"]
    assert days(found) == ["2027-01-01", "2027-01-08"]


@pytest.mark.parametrize(
    ("when", "at", "starts"),
    [
        pytest.param(date(2026, 3, 22), "10:00", "2026-03-22T10:00:00+00:00", id="winter"),
        pytest.param(date(2026, 3, 29), "10:00", "2026-03-29T10:00:00+01:00", id="summer"),
        pytest.param(
            date(2026, 3, 29), "01:30", "2026-03-29T02:30:00+01:00", id="a time that is skipped"
        ),
        pytest.param(
            date(2026, 10, 25), "01:30", "2026-10-25T01:30:00+01:00", id="a time that comes twice"
        ),
    ],
)
def test_the_clock_on_the_wall_decides(when: date, at: str, starts: str) -> None:
    [check] = occurrences(rhythm("weekly", weekday="sunday", at=at), when, when)
    assert check.starts_at.isoformat() == starts


@pytest.mark.parametrize(
    ("meeting", "met"),
    [
        pytest.param({}, "2026-12-25", id="no country, no holidays"),
        pytest.param({"country": "DE"}, "2026-12-28", id="over Christmas and the weekend"),
        pytest.param({"country": "AE"}, "2026-12-25", id="no holiday there"),
    ],
)
def test_a_holiday_puts_a_review_off_to_the_next_working_day(
    meeting: dict[str, str], met: str
) -> None:
    found = occurrences(
        rhythm("weekly", weekday="friday", **meeting), date(2026, 12, 25), date(2026, 12, 31)
    )
    assert (days(found), found[0].key) == ([met], "2026-W52")


@pytest.mark.parametrize(("part", "met"), [("BY", "2027-01-07"), ("BE", "2027-01-06")])
def test_a_part_of_a_country_has_holidays_of_its_own(part: str, met: str) -> None:
    found = occurrences(
        rhythm("weekly", weekday="wednesday", country="DE", subdivision=part),
        date(2027, 1, 4),
        date(2027, 1, 10),
    )
    assert days(found) == [met]


def test_who_chose_a_sunday_meets_on_sundays() -> None:
    found = occurrences(
        rhythm("weekly", weekday="sunday", country="DE"), date(2026, 11, 22), date(2026, 11, 22)
    )
    assert days(found) == ["2026-11-22"]


def test_only_days_that_are_reviewed_are_looked_at() -> None:
    spanned = rhythm("weekly", "quarterly", first=date(2026, 10, 1), last=date(2026, 12, 31))
    found = occurrences(spanned, date(2026, 9, 1), date(2027, 2, 28))
    assert (found[0].key, found[0].first_day) == ("2026-W41", date(2026, 9, 28))
    assert [each.key for each in found[-2:]] == ["2026-Q4", "2027-W01"]
    assert len(found) == 14 + 1  # the third quarter was over before


def test_nothing_takes_place_before_it_starts() -> None:
    started = rhythm("weekly", "quarterly", starting=date(2026, 11, 24))
    found = occurrences(started, date(2026, 10, 1), date(2026, 12, 7))
    assert days(found) == ["2026-11-30", "2026-12-07"]


ZONES = st.sampled_from(
    [ZoneInfo(n) for n in ("Europe/Lisbon", "America/New_York", "Australia/Lord_Howe", "UTC")]
)
MEETINGS = st.fixed_dictionaries(
    {
        "weekday": st.sampled_from(WEEKDAYS),
        "at": st.times().map(lambda at: f"{at:%H:%M}"),
        "country": st.sampled_from([None, "DE", "US", "CN", "AE", "JP"]),
    }
)
FIRST = st.dates(date(2001, 1, 1), date(2090, 1, 1))
RHYTHMS = st.builds(
    lambda throughput, zone, meeting: rhythm(throughput, "quarterly", zone, **meeting),
    st.sampled_from(["weekly", "biweekly"]),
    ZONES,
    MEETINGS,
)


@given(RHYTHMS, FIRST)
def test_the_days_looked_at_follow_each_other_without_gap_or_overlap(
    of: Rhythm, first: date
) -> None:
    found = occurrences(of, first, first + timedelta(days=400))
    for kind in ("throughput", "performance"):
        of_kind = [each for each in found if each.kind == kind]
        assert len(of_kind) >= 3
        for before, after in pairwise(sorted(of_kind, key=lambda each: each.first_day)):
            assert after.first_day == before.last_day + DAY
        assert len({each.key for each in of_kind}) == len(of_kind)
        assert all(each.last_day < each.meets_on for each in of_kind)


@given(RHYTHMS, FIRST)
@example(rhythm("weekly", zone=ZoneInfo("UTC")), date(2026, 1, 1))
@example(rhythm("weekly", weekday="sunday", at="00:45"), date(2026, 1, 1))
def test_people_meet_at_the_time_on_their_wall_unless_the_clock_skips_it(
    of: Rhythm, first: date
) -> None:
    meeting = of.cadence.meeting
    for each in occurrences(of, first, first + timedelta(days=400)):
        wall = each.starts_at.replace(tzinfo=None)
        meant = datetime.combine(each.meets_on, time.fromisoformat(meeting.at))
        exists = meant.replace(tzinfo=of.zone).astimezone(UTC).astimezone(of.zone)
        assert wall == meant or exists.replace(tzinfo=None) != meant
        took = each.ends_at.astimezone(UTC) - each.starts_at.astimezone(UTC)
        assert took == timedelta(minutes=meeting.minutes)


@given(RHYTHMS, FIRST)
def test_nobody_meets_on_a_holiday_and_nobody_is_put_off_needlessly(
    of: Rhythm, first: date
) -> None:
    country = of.cadence.meeting.country
    known = holidays.country_holidays(country) if country else {}
    chosen = WEEKDAYS.index(of.cadence.meeting.weekday)
    for each in occurrences(of, first, first + timedelta(days=400)):
        assert each.meets_on not in known
        planned = each.last_day + DAY
        planned += DAY * ((chosen - planned.weekday()) % 7)
        between = [planned + DAY * n for n in range((each.meets_on - planned).days)]
        assert not between or between[0] in known
        assert all(day in known or not known.is_working_day(day) for day in between)


@given(RHYTHMS, FIRST, st.integers(0, 300), st.integers(0, 300))
def test_a_calendar_is_the_same_however_it_is_cut(
    of: Rhythm, first: date, one: int, other: int
) -> None:
    cut, last = first + DAY * one, first + DAY * (one + 1 + other)
    halves = occurrences(of, first, cut) + occurrences(of, cut + DAY, last)
    assert halves == occurrences(of, first, last)


@given(RHYTHMS, FIRST)
def test_every_review_is_found_by_its_name(of: Rhythm, first: date) -> None:
    for each in occurrences(of, first, first + timedelta(days=120)):
        assert occurrence_named(of, each.key) == each


@pytest.mark.parametrize(
    "name", ["2026-W54", "2025-W53", "2026-W00", "2026-Q0", "0000-W01", "9999-Q4", "x", "2026-W4"]
)
def test_a_name_that_no_calendar_has_finds_nothing(name: str) -> None:
    assert occurrence_named(rhythm("weekly", "quarterly"), name) is None


def test_a_week_between_two_is_no_review() -> None:
    every_other = rhythm("biweekly", starting=date(2026, 11, 2))
    assert occurrence_named(every_other, "2026-W46") is None
    assert occurrence_named(every_other, "2026-W47") is not None


@pytest.mark.parametrize(
    ("at", "states"),
    [
        pytest.param("2026-11-23T09:59:59Z", ["overdue", "upcoming"], id="just before"),
        pytest.param("2026-11-23T10:00:00Z", ["missed", "due"], id="as it begins"),
        pytest.param("2026-11-26T10:00:00Z", ["missed", "due"], id="at the end of its grace"),
        pytest.param("2026-11-26T10:00:01Z", ["missed", "overdue"], id="after its grace"),
    ],
)
def test_a_review_is_due_from_its_beginning_and_overdue_after_its_grace(
    at: str, states: list[str]
) -> None:
    weekly, moment = rhythm("weekly"), datetime.fromisoformat(at)
    two = occurrences(weekly, date(2026, 11, 16), date(2026, 11, 23))
    latest = latest_begun(weekly, moment)
    assert [state_of(each, latest, weekly, moment) for each in two] == states
