import numpy as np
import pytest

from services.insights.statistics.blocks import block_length, cut
from services.insights.statistics.days import read_days
from services.insights.statistics.measure import Measure
from services.insights.statistics.schedule import scheduled_days
from services.insights.statistics.series import block_series
from services.insights.statistics.weekdays import weekday_factors, weekday_offsets

WEEK = np.array([30.0, 20, 20, 20, 10, 0, 0])
COUNT = Measure("count", 0.05, relative=True)
RATE = Measure("rate", 0.02)


def every_day(days, rows=1):
    return np.ones((rows, days), dtype=bool)


@pytest.mark.parametrize(
    ("days", "length"), [(30, 2), (60, 2), (61, 3), (90, 3), (179, 6), (180, 7), (365, 7)]
)
def test_a_window_has_about_thirty_blocks(days, length):
    assert block_length(every_day(days), np.array([100.0])) == length


@pytest.mark.parametrize(("events", "length"), [(1.7, 3), (1.6, 4), (0.5, 10), (0.1, 14)])
def test_blocks_grow_until_they_hold_five_events(events, length):
    assert block_length(every_day(90), np.array([events])) == length


def test_a_block_of_a_five_day_team_counts_five_days_a_week():
    scheduled = np.tile(WEEK > 0, (1, 52))
    assert block_length(scheduled, np.array([100.0])) == 5


def test_blocks_end_with_the_window_and_a_partial_first_is_dropped():
    blocks = cut(np.arange(8.0)[None], np.ones((1, 8)), every_day(8), np.array([3]))
    assert blocks.level.tolist() == [[3.0, 6.0]]
    assert blocks.start.tolist() == [[2, 5]]


def test_blocks_skip_days_off():
    scheduled = np.array([[True, True, False, False, True, True]])
    values = np.array([[1.0, 3, 0, 0, 5, 7]])
    blocks = cut(values, scheduled.astype(float), scheduled, np.array([2]))
    assert blocks.level.tolist() == [[2.0, 6.0]]
    assert blocks.start.tolist() == [[0, 4]]


def test_a_block_with_little_exposure_is_not_observed():
    exposure = np.array([[5.0, 5, 5, 5, 1, 0, 5, 5]])
    blocks = cut(exposure * 2, exposure, every_day(8), np.array([2]))
    assert blocks.observed.tolist() == [[True, True, False, True]]


def test_rows_of_different_block_length_share_one_array():
    blocks = cut(np.ones((2, 6)), np.ones((2, 6)), every_day(6, 2), np.array([2, 3]))
    assert blocks.start.tolist() == [[0, 2, 4], [-1, 0, 3]]
    assert blocks.observed.tolist() == [[True, True, True], [False, True, True]]


def test_a_rate_is_the_sum_over_the_sum_and_never_the_mean_of_daily_rates():
    passed, asked = np.tile([1.0, 0.0], 30)[None], np.tile([1.0, 99.0], 30)[None]
    series = block_series(read_days(passed, RATE, asked), RATE)
    assert np.average(series.blocks.level[0], weights=series.blocks.exposure[0]) == pytest.approx(
        0.01
    )


def test_weekday_factors_of_a_pure_pattern_leave_nothing():
    days = np.tile(WEEK, (2, 5)) * np.array([[1.0], [3.0]])
    factors = weekday_factors(days, np.ones_like(days))
    assert np.allclose(factors[:, :7], WEEK / WEEK.mean())


def test_weekday_factors_survive_a_doubling_of_the_level():
    level = np.repeat([10.0, 20.0], 21)
    factors = weekday_factors((level * np.tile(WEEK, 6))[None], np.ones((1, 42)))
    assert np.allclose(factors[0, :7], WEEK / WEEK.mean())


def test_weekday_offsets_recover_the_pattern_around_a_moving_level():
    pattern = np.array([0.1, 0.0, -0.1, 0.05, -0.05, 0.0, 0.0])
    value = np.tile(pattern, 6) + np.repeat(np.linspace(0.2, 0.8, 6), 7)
    assert np.allclose(weekday_offsets(value[None], np.ones((1, 42)))[0, :7], pattern)


@pytest.mark.parametrize("days", [7, 20])
def test_a_short_window_is_not_corrected(days):
    values = np.tile(WEEK, 3)[None, :days]
    assert np.all(weekday_factors(values, np.ones_like(values)) == 1)
    assert np.all(weekday_offsets(values, np.ones_like(values)) == 0)


@pytest.mark.parametrize(
    "working", [(1, 1, 1, 1, 1, 0, 0), (1, 1, 1, 1, 1, 1, 1), (1, 0, 1, 0, 1, 0, 0)]
)
def test_days_off_are_inferred_from_the_pattern_of_the_week(working):
    activity = np.tile(np.array(working) * 6.0, (1, 10))
    assert scheduled_days(activity, every_day(70))[0, :7].tolist() == [bool(on) for on in working]


def test_a_rare_weekend_event_leaves_the_weekend_off():
    activity = np.tile([6.0, 6, 6, 6, 6, 0, 0], (1, 10))
    activity[0, 5] = 2
    assert not scheduled_days(activity, every_day(70))[0, 5]


def test_a_quiet_weekday_of_a_sparse_subject_is_not_taken_for_a_day_off():
    activity = np.zeros((1, 70))
    activity[0, ::8] = 1
    assert scheduled_days(activity, every_day(70)).all()


def test_exposure_turns_counts_into_a_level_per_hour():
    hours = np.tile([8.0, 4.0, 8.0], 20)[None]
    series = block_series(read_days(hours * 3, COUNT, hours), COUNT)
    assert np.allclose(series.blocks.level, 3.0, atol=0.05)


def test_leave_is_not_read_as_zero():
    counts, observed = np.full((1, 60), 5.0), every_day(60).copy()
    counts[0, 20:40], observed[0, 20:40] = 0, False
    series = block_series(read_days(counts, COUNT, None, observed), COUNT)
    assert series.blocks.observed.sum() == 20
    assert np.allclose(series.blocks.level[series.blocks.observed], 5.0)


@pytest.mark.parametrize(
    ("measure", "values", "denominators", "message"),
    [
        (COUNT, np.ones(60), None, "one row per subject"),
        (RATE, np.ones((1, 60)), None, "denominators"),
        (COUNT, np.ones((1, 60)), np.ones((1, 59)), "same shape"),
    ],
)
def test_values_that_do_not_fit_are_refused(measure, values, denominators, message):
    with pytest.raises(ValueError, match=message):
        read_days(values, measure, denominators)
