"""Columns say of many subjects what points say of one."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.series.columns import Holdings, Rows, Sums, folded, placed, window_of_days
from services.metrics.series.domain import Days, MadeOf, Sum, points, windows
from services.metrics.series.measuring import measured
from shared.schemas.metrics.catalogue import Metric
from shared.schemas.words import Window

FIRST = date(2026, 9, 25)
DAYS = 40  # over a month's end, a quarter's end and six Mondays
PLACES = 3
NUMBERS = (7, 9)
Kept = dict[tuple[int, int, int], tuple[int, int, int]]  # by subject, metric and day: billionths

UNIT = 10**9  # a quotient by less would tell the floats' own errors


def day_of(number: int) -> st.SearchStrategy[tuple[tuple[int, int, int], tuple[int, int, int]]]:
    """A day of one metric; what may divide is positive."""
    least = UNIT if number else -UNIT * 10**6
    key = st.tuples(st.integers(1, 4), st.just(number), st.integers(0, DAYS - 1))
    total, weight = st.integers(least, UNIT * 10**6), st.integers(UNIT, 10**12)
    return st.tuples(key, st.tuples(st.integers(1, 9), total, weight))


kept = st.lists(st.one_of(day_of(0), day_of(1)), max_size=60).map(dict)
spells = st.lists(
    st.tuples(
        st.integers(0, PLACES - 1),
        st.integers(1, 4),
        st.integers(0, DAYS - 1),
        st.integers(0, DAYS - 1),
    ),
    max_size=12,
)


def metric(aggregation: str, **said: Any) -> Metric:
    """A metric of which only its aggregation matters."""
    effect, card = {"amount": 1}, dict.fromkeys(("what", "why", "caution"), "…")
    usual = {"key": "m", "name": "M", "kind": "context", "unit": "units", "version": 1}
    usual |= {"smallest_effect": effect, "card": card, "aggregation": aggregation}
    return Metric.model_validate(usual | said)


METRICS = [metric("sum"), metric("mean"), metric("ratio", numerator="m", denominator="n")]


def rows_of(days: Kept) -> Rows:
    """Days as they are copied."""
    keys = np.array(sorted(days), np.int64).reshape(-1, 3).T
    numbers = np.array([days[key] for key in sorted(days)], np.float64).reshape(-1, 3).T
    return Rows(*keys, numbers[0], numbers[1] / 1e9, numbers[2] / 1e9)


def holdings_of(spells: list[tuple[int, int, int, int]]) -> Holdings:
    """Who makes up whom, as it is read."""
    ordered = sorted(spells, key=lambda spell: spell[1])
    return Holdings(*np.array(ordered, np.int64).reshape(-1, 4).T)


def days_of(days: Kept, spells: list[tuple[int, int, int, int]], place: int, number: int) -> Days:
    """The same as it is read for points: exact sums by day."""
    exact: dict[date, list[int]] = {}
    for (subject, of, day), numbers in days.items():
        times = sum(
            (whose, who) == (place, subject) and first <= day <= last
            for whose, who, first, last in spells
        )
        if of == number and times:
            sums = exact.setdefault(FIRST + timedelta(days=day), [0, 0, 0])
            sums[:] = [had + times * more for had, more in zip(sums, numbers, strict=True)]
    return {day: Sum(n, total / 1e9, weight / 1e9) for day, (n, total, weight) in exact.items()}


@given(kept, spells, st.sampled_from(["day", "week", "month", "quarter"]))
def test_columns_are_the_points_of_each_subject_and_window(
    days: Kept, spells: list[tuple[int, int, int, int]], window: Window
) -> None:
    spans = list(windows(FIRST, FIRST + timedelta(days=DAYS - 1), window))
    early = (FIRST - spans[0][0]).days
    days = {(who, of, day + early): numbers for (who, of, day), numbers in days.items()}
    spells = [(at, who, first + early, last + early) for at, who, first, last in spells]
    holdings, rows = holdings_of(spells), rows_of(days)
    known = np.isin(rows.place, holdings.subject_id)
    rows = rows.at(known, rows.place[known])
    size = (PLACES, len(NUMBERS), len(spans))
    sums = folded(placed(rows, holdings), window_of_days(spans), size)
    for of, place in product(METRICS, range(PLACES)):
        parts = [0, 1] if of.aggregation == "ratio" else [0]
        told = measured(*map(sums.of, parts), adds_up=of.aggregation == "sum")
        above, *below = (
            {day - timedelta(days=early): s for day, s in days_of(days, spells, place, p).items()}
            for p in parts
        )
        made_of = MadeOf(above, below[0] if below else {}, {})
        expected = points(of, made_of, spans, window, FIRST)
        for index, point in enumerate(expected):
            for column in ("value", "count", "numerator", "denominator"):
                number = getattr(told, column)[place, index]
                wanted = getattr(point, column)
                wanted = np.nan if wanted is None else wanted
                assert number == pytest.approx(wanted, rel=1e-9, abs=1e-9, nan_ok=True), column


def test_a_sum_of_tenths_is_tidy() -> None:
    tenths = np.array([[0.1 + 0.2]])
    told = measured(Sums(np.array([[2.0]]), tenths, np.array([[2.0]])), adds_up=True)
    assert told.value.tolist() == [[0.3]]
