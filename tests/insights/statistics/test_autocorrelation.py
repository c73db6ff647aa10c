import numpy as np
import pytest

from services.insights.statistics.autocorrelation import GRID, flat_prior, learn_prior
from services.insights.statistics.change import complete, estimate_change
from tests.insights.statistics.noise import ar1


@pytest.mark.parametrize("rho", [0.0, 0.4, 0.8])
def test_many_peers_teach_the_autocorrelation(rho):
    noise = ar1(np.random.default_rng(4), 400, 26, rho)
    prior = learn_prior(estimate_change(complete(noise)).evidence)
    assert prior @ GRID == pytest.approx(rho, abs=0.12)


def test_few_peers_teach_nothing():
    assert np.array_equal(learn_prior(np.tile(np.eye(10)[0], (7, 1))), flat_prior())


def test_subjects_without_enough_data_are_not_peers():
    sure = np.tile(np.eye(10)[2], (20, 1))
    unknown = np.full((30, 10), np.nan)
    assert np.array_equal(learn_prior(np.vstack([sure, unknown])), learn_prior(sure))


def test_no_autocorrelation_is_ever_ruled_out():
    prior = learn_prior(np.tile(np.eye(10)[2], (1000, 1)))
    assert prior.min() > 0
    assert prior.sum() == pytest.approx(1.0)


def test_evidence_off_the_grid_is_refused():
    with pytest.raises(ValueError, match="10 columns"):
        learn_prior(np.ones((20, 9)))
