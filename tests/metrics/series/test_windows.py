"""Windows begin and end where a calendar says, and are the fold of their days."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.events.domain import Event, event_of
from services.metrics.events.said import Said
from services.metrics.series.domain import MadeOf, Sum, beginning, points, windows
from shared.schemas.words import Window
from tests.metrics.series.test_columns import METRICS

FIRST = date(2026, 9, 28)  # a Monday; within forty days a month, a quarter and five weeks end
Kept = Mapping[int, tuple[int, int, int]]

kept = st.dictionaries(
    st.integers(0, 39),
    st.tuples(st.integers(1, 9), st.integers(0, 10**12), st.integers(10**9, 10**12)),
)


def days_of(kept: Kept) -> dict[date, Sum]:
    """Days as they are read."""
    return {
        FIRST + timedelta(days=day): Sum(count, total / 1e9, weight / 1e9)
        for day, (count, total, weight) in kept.items()
    }


@given(kept, kept, st.sampled_from(["week", "month", "quarter"]))
def test_a_window_is_the_fold_of_its_days(above: Kept, below: Kept, window: Window) -> None:
    made_of = MadeOf(days_of(above), days_of(below), {})
    spans = list(windows(FIRST, FIRST + timedelta(days=39), window))
    every_day = list(windows(spans[0][0], spans[-1][1], "day"))
    for metric in METRICS:
        days = points(metric, made_of, every_day, "day", FIRST)
        for point in points(metric, made_of, spans, window, FIRST):
            inside = [day for day in days if point.start <= day.start <= point.end]
            assert point.count == sum(day.count for day in inside)
            for column in ("value",) if metric.adds_up else ("numerator", "denominator"):
                folded = sum(getattr(day, column) for day in inside)
                assert getattr(point, column) == pytest.approx(folded, abs=1e-9)
            if not metric.adds_up and point.denominator:
                assert point.value == pytest.approx(point.numerator / point.denominator)


@pytest.mark.parametrize(
    ("day", "week", "quarter"),
    [
        pytest.param("2024-12-29", "2024-W52", "2024-10-01", id="the last day of a week 52"),
        pytest.param("2024-12-30", "2025-W01", "2024-10-01", id="of next year's first week"),
        pytest.param("2026-01-01", "2026-W01", "2026-01-01", id="a year begins on a Thursday"),
        pytest.param("2026-12-31", "2026-W53", "2026-10-01", id="a year of 53 weeks"),
        pytest.param("2027-01-03", "2026-W53", "2027-01-01", id="of last year's last week"),
        pytest.param("2027-01-04", "2027-W01", "2027-01-01", id="the first Monday"),
        pytest.param("2024-02-29", "2024-W09", "2024-01-01", id="a leap day"),
        pytest.param("2026-03-31", "2026-W14", "2026-01-01", id="a quarter's last day"),
        pytest.param("2026-04-01", "2026-W14", "2026-04-01", id="a quarter's first, mid-week"),
    ],
)
def test_weeks_are_iso_weeks_and_quarters_begin_with_their_months(
    day: str, week: str, quarter: str
) -> None:
    monday = date.fromisoformat(f"{week}-1")
    assert beginning(date.fromisoformat(day), "week") == monday
    assert beginning(date.fromisoformat(day), "quarter") == date.fromisoformat(quarter)


@given(st.dates(date(1970, 1, 1), date(2200, 1, 1)))
def test_every_day_is_in_the_iso_week_of_its_window(day: date) -> None:
    monday = beginning(day, "week")
    assert monday.isocalendar() == (*day.isocalendar()[:2], 1)
    assert beginning(day, "quarter").month == (day.month + 2) // 3 * 3 - 2


TURNS = [
    pytest.param("Europe/Berlin", "2026-03-29", 23, id="an hour is left out"),
    pytest.param("Europe/Berlin", "2026-10-25", 25, id="an hour comes twice"),
    pytest.param("Australia/Lord_Howe", "2026-04-05", 24.5, id="half an hour comes twice"),
    pytest.param("America/Sao_Paulo", "2018-11-04", 23, id="midnight is left out"),
    pytest.param("Pacific/Apia", "2011-12-29", 24, id="the day before one that never was"),
    pytest.param("Asia/Kathmandu", "2026-06-01", 24, id="a zone of quarter hours"),
]


@pytest.mark.parametrize(("zone", "day", "hours"), TURNS)
async def test_a_day_is_as_long_as_it_is_where_the_organization_is(
    administrator: asyncpg.Connection, zone: str, day: str, hours: float
) -> None:
    steps = timedelta(minutes=15)
    begun = datetime.fromisoformat(f"{day}T00:00:00+00:00") - timedelta(hours=20)
    moments = [begun + number * steps for number in range(4 * 70)]
    said = [Said("e", "s", "m", "person:ana", moment, 1.0, 1.0, {}) for moment in moments]
    now = datetime(2027, 1, 1, tzinfo=UTC)
    events = [event_of(each, 1, METRICS[0], ZoneInfo(zone), now) for each in said]
    days = [each.day for each in events if isinstance(each, Event)]
    assert days == sorted(days)
    assert days.count(date.fromisoformat(day)) * steps == timedelta(hours=hours)
    # As of a moment and by attribute, days are found by PostgreSQL: it must agree.
    found = await administrator.fetch(
        "select cast(moment at time zone $2 as date) from unnest($1::timestamptz[]) as moment",
        moments,
        zone,
    )
    assert [row[0] for row in found] == days
