import numpy as np
import pytest
from scipy.special import stdtr

from services.insights.statistics.mixture import Mixture
from services.insights.statistics.place import locate
from services.insights.statistics.state import REASONS, judge, why_not_enough


def posterior(centre, scale=1.0, dof=28):
    return Mixture(np.ones((1, 1)), np.array([[centre]]), np.array([[scale]]), np.array([dof]))


@pytest.mark.parametrize(
    ("centre", "smallest", "state", "leaning"),
    [
        pytest.param(3.0, 1.0, "up", "", id="clearly up"),
        pytest.param(-3.0, 1.0, "down", "", id="clearly down"),
        pytest.param(0.0, 2.0, "flat", "", id="shown flat"),
        pytest.param(2.3, 5.0, "flat", "", id="significant but trivial"),
        pytest.param(0.0, 1.0, "uncertain", "", id="open"),
        pytest.param(1.0, 1.0, "uncertain", "up", id="leaning up"),
        pytest.param(-1.0, 1.0, "uncertain", "down", id="leaning down"),
        pytest.param(0.84, 1.0, "uncertain", "", id="not quite leaning"),
    ],
)
def test_a_posterior_is_put_into_a_word(centre, smallest, state, leaning):
    verdict = judge(posterior(centre), np.array([smallest]))
    assert (verdict.state[0], verdict.leaning[0]) == (state, leaning)


def test_the_probabilities_are_the_mass_beyond_and_within_the_smallest_effect():
    verdict = judge(posterior(0.5), np.array([1.0]))
    assert verdict.p_up[0] == pytest.approx(1 - stdtr(28, 0.5))
    assert verdict.p_down[0] == pytest.approx(stdtr(28, -1.5))
    assert verdict.p_up + verdict.p_flat + verdict.p_down == pytest.approx(1.0)
    assert verdict.p_value[0] == pytest.approx(2 * stdtr(28, -0.5))


@pytest.mark.parametrize(("t", "state"), [(2.1540, "up"), (2.1530, "uncertain")])
def test_moved_begins_at_a_two_sided_p_of_four_percent(t, state):
    assert judge(posterior(t), np.array([0.1])).state[0] == state


def test_every_reason_has_its_sentence():
    days, blocks = np.array([27, 28, 28, 28]), np.array([30, 30, 7, 8])
    reasons = why_not_enough(days, np.array([9.0, 4.9, 9.0, 5.0]), blocks, 8)
    assert reasons.tolist() == [*REASONS, ""]


def test_quantiles_invert_the_distribution_of_a_lopsided_mixture():
    mixture = Mixture(
        np.array([[0.5, 0.5]]), np.array([[0.0, 100.0]]), np.array([[1.0, 0.01]]), np.array([6])
    )
    for probability in (0.001, 0.025, 0.3, 0.7, 0.975):
        assert mixture.below(mixture.quantile(probability)) == pytest.approx(probability, abs=1e-5)


def test_a_place_is_not_named_when_the_change_is_gradual():
    assert not locate(np.array([[0.6, 0.4, 0.0]]), np.array([5, 6]), np.array([20])).named[0]


def test_a_place_is_not_named_when_it_could_be_anywhere():
    shape = np.array([[0.0, *[0.1] * 10]])
    assert not locate(shape, np.arange(5, 15), np.array([20])).named[0]


def test_the_credible_places_reach_from_the_first_to_the_last():
    shape = np.array([[0.1, 0.3, 0.02, 0.5, 0.08]])
    places = locate(shape, np.array([5, 6, 7, 8]), np.array([20]))
    assert places.named[0]
    assert (places.likeliest[0], places.first[0], places.last[0]) == (7, 5, 7)
