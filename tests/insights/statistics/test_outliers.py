import numpy as np

from services.insights.statistics.outliers import pull_outliers

CALM = np.array([[1.0, 2, 3] * 4])
LIMIT = 2 + 3 * 1.4826


def pulled(changes, observed=None):
    level = CALM.copy()
    for place, value in changes.items():
        level[0, place] = value
    seen = np.ones(level.shape, dtype=bool) if observed is None else observed
    return pull_outliers(level, seen)


def test_a_calm_series_is_left_alone():
    assert np.array_equal(pulled({})[0], CALM)


def test_an_isolated_outlier_is_pulled_to_the_limit_and_listed():
    level, which = pulled({4: 50.0})
    assert level[0, 4] == LIMIT
    assert np.flatnonzero(which).tolist() == [4]


def test_an_outlier_below_is_pulled_up():
    assert pulled({0: -50.0})[0][0, 0] == 2 - 3 * 1.4826


def test_a_run_is_left_alone_because_it_may_be_the_change():
    assert not pulled({4: 50.0, 5: 60.0})[1].any()


def test_opposite_neighbours_are_each_isolated():
    assert np.flatnonzero(pulled({4: 50.0, 5: -60.0})[1]).tolist() == [4, 5]


def test_masked_places_are_neither_judged_nor_neighbours():
    seen = np.arange(12)[None] < 11
    level, which = pulled({10: 50.0, 11: 60.0}, seen)
    assert np.flatnonzero(which).tolist() == [10]
    assert level[0, 11] == 60.0


def test_a_series_mostly_constant_has_no_robust_spread_and_is_left_alone():
    level = np.array([[5.0, 5, 5, 5, 5, 9, 5, 5]])
    assert np.array_equal(pull_outliers(level, level > 0)[0], level)
