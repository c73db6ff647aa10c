import numpy as np
import pytest
from statsmodels.datasets import nile
from statsmodels.regression.linear_model import GLS

from services.insights.statistics.change import Blocked, complete, estimate_change
from services.insights.statistics.outliers import pull_outliers
from services.insights.statistics.shapes import Shapes, admissible_shapes, known_step
from tests.insights.statistics.published import COAL_DISASTERS
from tests.insights.statistics.reference import average_by_matrices

TWELVE = np.array([[10, 11, 9, 10, 12, 11, 10, 13, 14, 13, 15, 14.0]])
ALL_YEARS = admissible_shapes(np.array([100]), margin=5)


def nile_flow():
    return nile.load_pandas().data["volume"].to_numpy()[None]


def gappy(rng, rows=6, length=24):
    """Series with random gaps and noise, left-aligned as the test wants them."""
    there = rng.random((rows, length)) < 0.8
    order = np.argsort(~there, axis=1, kind="stable")
    noise = np.where(
        np.take_along_axis(there, order, axis=1), rng.uniform(0.7, 1.5, there.shape), np.inf
    )
    y = rng.normal(50.0, 3.0, there.shape)
    return Blocked(y, order.astype(float), noise, there.sum(axis=1), rng.uniform(0, 12, rows))


def test_twelve_points_give_the_golden_answer():
    change = estimate_change(complete(TWELVE))
    interval = change.effect.quantile(0.025)[0], change.effect.quantile(0.975)[0]
    assert change.p_value[0] == pytest.approx(0.052470, abs=1e-6)
    assert 1 - change.effect.below(np.zeros(1))[0] == pytest.approx(0.973765, abs=1e-6)
    assert change.effect.mean()[0] == pytest.approx(3.27539, abs=1e-5)
    assert interval == pytest.approx((-0.0592, 5.9853), abs=1e-4)
    assert change.shape[0, 0] == pytest.approx(0.66782, abs=1e-5)


def test_the_nile_fell_suddenly_in_1899():
    change = estimate_change(complete(nile_flow()), shapes=ALL_YEARS)
    assert change.p_value[0] == pytest.approx(4.4e-5, abs=5e-7)
    assert change.shape[0, 0] == pytest.approx(0.008, abs=5e-4)
    assert 1871 + change.steps[change.shape[0, 1:].argmax()] == 1899
    assert change.shape[0, 1:].max() == pytest.approx(0.751, abs=5e-4)


def test_the_nile_fell_by_250_at_the_known_date():
    effect = estimate_change(complete(nile_flow()), shapes=known_step(28)).effect
    assert effect.mean()[0] == pytest.approx(-249.6, abs=0.05)
    assert effect.quantile(0.025)[0] == pytest.approx(-320, abs=3)
    assert effect.quantile(0.975)[0] == pytest.approx(-180, abs=3)


def test_coal_mines_became_safer_between_1887_and_1892():
    counts, _ = pull_outliers(COAL_DISASTERS[None], COAL_DISASTERS[None] >= 0)
    change = estimate_change(complete(counts), shapes=admissible_shapes(np.array([111]), margin=5))
    years = 1851 + change.steps
    step = change.shape[0, 1:]
    assert change.p_value[0] == pytest.approx(4e-7, abs=5e-8)
    assert 1887 <= years[step.argmax()] <= 1891
    assert step[(years >= 1887) & (years <= 1892)].sum() / step.sum() > 0.8
    assert change.effect.mean()[0] == pytest.approx(0.9 - 3.1, abs=0.35)


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.9])
@pytest.mark.parametrize("place", [None, 7])
def test_one_shape_and_one_autocorrelation_is_generalized_least_squares(rho, place):
    y = np.random.default_rng(3).normal(size=20).cumsum()
    shape = np.arange(20) / 19 if place is None else (np.arange(20) >= place).astype(float)
    only = [[1.0, 0.0]] if place is None else [[0.0, 1.0]]
    shapes = Shapes(np.array([place or 7]), np.array(only), np.ones((1, 2)))
    change = estimate_change(complete(y[None]), shapes=shapes, grid=np.array([rho]))
    distance = np.abs(np.subtract.outer(np.arange(20), np.arange(20)))
    gls = GLS(y, np.column_stack([np.ones(20), shape]), sigma=rho**distance).fit()
    assert change.p_value[0] == pytest.approx(gls.pvalues[1], abs=1e-12)
    assert change.effect.mean()[0] == pytest.approx(gls.params[1], abs=1e-10)


def test_gaps_and_unequal_noise_match_the_definition_by_full_matrices():
    blocked = gappy(np.random.default_rng(11))
    prior = np.arange(1.0, 11.0)
    change = estimate_change(blocked, prior)
    for row, n in enumerate(blocked.count):
        weights, centres, scales = average_by_matrices(
            blocked.y[row, :n], blocked.time[row, :n], blocked.noise[row, :n],
            blocked.floor[row], prior / prior.sum(),
        )  # fmt: skip
        known = change.effect.weight[row] > 0
        assert np.allclose(change.effect.weight[row, known].sum(), 1.0)
        expected = np.sort(np.column_stack([centres, scales, weights]), axis=0)
        ours = np.column_stack([change.effect.centre, change.effect.scale, change.effect.weight])
        found = ours.reshape(len(ours), 3, -1)[row][:, known].T
        assert np.allclose(np.sort(found, axis=0), expected, rtol=1e-8, atol=1e-10)


def test_a_shared_design_gives_what_separate_designs_give():
    y = np.random.default_rng(5).normal(size=(9, 20)) + np.linspace(0, 2, 20)
    shared = complete(y)
    separate = Blocked(
        y, np.tile(shared.time, (9, 1)), np.tile(shared.noise, (9, 1)), shared.count, shared.floor
    )
    assert np.allclose(
        estimate_change(shared).p_value, estimate_change(separate).p_value, rtol=0, atol=1e-14
    )


def test_level_and_unit_do_not_matter():
    y = np.random.default_rng(6).normal(size=(5, 16))
    plain, moved = estimate_change(complete(y)), estimate_change(complete(1e6 + 1e3 * y))
    assert np.allclose(plain.p_value, moved.p_value, atol=1e-9)
    assert np.allclose(1e3 * plain.effect.mean(), moved.effect.mean(), atol=1e-6)


def test_time_reversed_is_the_change_reversed():
    y = np.random.default_rng(7).normal(size=(5, 18))
    there, back = estimate_change(complete(y)), estimate_change(complete(y[:, ::-1].copy()))
    assert np.allclose(there.effect.mean(), -back.effect.mean())
    assert np.allclose(there.p_value, back.p_value)


def test_a_constant_series_has_no_change_and_no_doubt():
    change = estimate_change(complete(np.full((1, 12), 0.1 + 0.2)))
    assert change.p_value[0] == pytest.approx(1.0)
    assert change.effect.quantile(0.975)[0] == pytest.approx(0.0, abs=1e-4)


def test_a_noiseless_step_is_found_at_its_place():
    change = estimate_change(complete((np.arange(20.0) >= 13)[None] * 4.0))
    assert change.steps[change.shape[0, 1:].argmax()] == 13
    assert change.effect.mean()[0] == pytest.approx(4.0)


def test_four_blocks_are_refused():
    with pytest.raises(ValueError, match="at least 5 observed"):
        estimate_change(complete(np.ones((1, 4))))


def test_a_margin_that_leaves_no_step_is_refused():
    with pytest.raises(ValueError, match="margin"):
        admissible_shapes(np.array([8]), margin=5)


def test_a_prior_with_a_zero_is_refused():
    with pytest.raises(ValueError, match="positive"):
        estimate_change(complete(TWELVE), prior=np.eye(10)[0])
