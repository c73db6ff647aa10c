"""A floor is compared with the guardrail's own latest days, and since when it is broken."""

from datetime import date, timedelta

import numpy as np
import pytest

from services.insights.readings.floors import read_floor
from services.insights.sources.domain import Daily, Limit, Objective
from services.insights.statistics.arrays import Floats
from tests.insights.catalogue import CATALOGUE

GOAL = Objective("goal-1", "More, and better", frozenset())
FIRST = date(2026, 1, 1)
DAYS = 120


def rate(good: Floats, asked: float = 20.0) -> Daily:
    """CSAT with so many good answers a day."""
    size = len(good)
    below = np.full(size, asked)
    return Daily(CATALOGUE["csat"], "team:a", FIRST, good, below, below)


def closed(counts: Floats) -> Daily:
    """Tickets closed, so many a day."""
    none = np.full(len(counts), np.nan)
    return Daily(CATALOGUE["tickets_closed"], "team:a", FIRST, counts, none, counts)


def noisy(level: float, seed: int = 3) -> Floats:
    """Good answers out of twenty, by day."""
    return np.random.default_rng(seed).binomial(20, level, DAYS).astype(float)


def test_a_level_well_under_the_floor_is_surely_broken() -> None:
    floor = read_floor(GOAL, Limit("csat", 0.8), rate(noisy(0.7)))
    assert floor.level == pytest.approx(0.7, abs=0.04)
    assert floor.p_broken > 0.99


def test_a_level_at_the_floor_is_as_likely_broken_as_not() -> None:
    good = np.tile([15.0, 17.0], DAYS // 2)
    assert read_floor(GOAL, Limit("csat", 0.8), rate(good)).p_broken == pytest.approx(0.5)


def test_the_probability_is_calibrated_at_the_floor() -> None:
    told = [read_floor(GOAL, Limit("csat", 0.8), rate(noisy(0.8, seed))) for seed in range(400)]
    sure = np.mean([floor.p_broken >= 0.975 for floor in told])
    assert 0.005 < sure < 0.05


def test_a_break_is_dated_when_the_windows_level_crosses() -> None:
    good = np.where(np.arange(DAYS) < 60, 18.0, 12.0)  # .9, then .6; a floor of .8
    floor = read_floor(GOAL, Limit("csat", 0.8, days=28), rate(good))
    assert floor.since == FIRST + timedelta(days=60 + 9)  # ten of 28 days at .6 cross .8


def test_a_break_is_not_dated_before_the_objective() -> None:
    limit = Limit("csat", 0.8, since=date(2026, 4, 1))
    assert read_floor(GOAL, limit, rate(np.full(DAYS, 12.0))).since == date(2026, 4, 1)


def test_a_ceiling_is_read_from_above() -> None:
    floor = read_floor(GOAL, Limit("csat", 0.8, ceiling=True), rate(noisy(0.9)))
    assert floor.p_broken > 0.99


@pytest.mark.parametrize(("weekly", "level"), [(False, 10.0), (True, 50.0)])
def test_a_sum_is_read_per_day_with_any_or_per_week(weekly: bool, level: float) -> None:
    counts = np.array([[10.0] * 5 + [0.0] * 2] * 16).ravel()
    floor = read_floor(GOAL, Limit("tickets_closed", 30, weekly=weekly), closed(counts))
    assert floor.level == pytest.approx(level)


@pytest.mark.parametrize("days", [pytest.param(None, id="no series"), rate(np.full(4, 12.0))])
def test_too_few_days_are_no_level(days: Daily | None) -> None:
    assert read_floor(GOAL, Limit("csat", 0.8), days).level is None
