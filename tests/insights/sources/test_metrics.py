"""Points become days: each on its day, and nothing that was not measured."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.insights.readings.reading import read
from services.insights.sources.metrics import daily
from shared.schemas.insights.signals import Span
from shared.schemas.metrics.series import Point
from tests.insights.catalogue import CATALOGUE

SPAN = Span(first_day=date(2026, 1, 1), last_day=date(2026, 3, 1))


def point(day: int, **said: Any) -> Point:
    """A day's point, counted from the first day of the span."""
    on = SPAN.first_day + timedelta(days=day)
    return Point(**{"start": on, "end": on, "value": 1.0, "count": 1} | said)


def test_points_land_on_their_days_whatever_their_order() -> None:
    days = daily(CATALOGUE["tickets_closed"], "team:a", SPAN, [point(2, value=7), point(0)])
    assert days.total[:4].tolist() == [1, 0, 7, 0]
    assert days.last_day == SPAN.last_day


@pytest.mark.parametrize(
    "stranger",
    [
        pytest.param(point(1, partial=True), id="an unfinished day"),
        pytest.param(point(-1), id="before the span"),
        pytest.param(point(60), id="after it"),
    ],
)
def test_days_that_do_not_belong_are_left_out(stranger: Point) -> None:
    days = daily(CATALOGUE["tickets_closed"], "team:a", SPAN, [stranger])
    assert days.count.sum() == 0


def test_a_rate_keeps_its_numerator_and_denominator() -> None:
    rated = point(0, value=0.75, numerator=3, denominator=4, count=4)
    days = daily(CATALOGUE["csat"], "team:a", SPAN, [rated])
    assert (days.total[0], days.below[0]) == (3, 4)
    assert np.isnan(days.below[1])


def test_a_level_is_its_own_numerator_on_the_days_that_have_one() -> None:
    latest = CATALOGUE["backlog"].model_copy(update={"aggregation": "latest"})
    days = daily(latest, "team:a", SPAN, [point(0, value=12.0, count=3), point(1, value=None)])
    assert (days.total[0], days.below[0]) == (12, 1)
    assert np.isnan(days.below[1])


@pytest.mark.parametrize("wild", [1e300, 1e-262, -1e-300, float("inf")])
def test_a_number_beyond_belief_is_not_measured(wild: float) -> None:
    days = daily(CATALOGUE["csat"], "team:a", SPAN, [point(0, numerator=3, denominator=wild)])
    assert np.isnan(days.below[0])
    assert (days.total[0], days.total[1]) == (3, 0)


ANY = st.none() | st.floats(allow_nan=True, allow_infinity=True)


@given(
    st.sampled_from(["tickets_closed", "csat", "quality_score", "lead_time", "tickets_per_hour"]),
    st.lists(
        st.tuples(st.integers(0, 59), ANY, ANY, ANY, st.integers(-3, 10**6)),
        min_size=30,
        max_size=80,
    ),
)
@settings(max_examples=60, deadline=None)
def test_no_numbers_however_wild_break_a_reading(metric: str, told: list[Any]) -> None:
    points = [
        point(day, value=value, numerator=above, denominator=below, count=count)
        for day, value, above, below, count in told
    ]
    signal = read(daily(CATALOGUE[metric], "team:a", SPAN, points)).signal
    assert signal.says
    assert signal.model_dump_json()
