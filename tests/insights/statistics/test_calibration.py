"""Seeded simulations: error rates and power are as stated."""

import numpy as np
import pytest

from services.insights.statistics.autocorrelation import learn_prior
from services.insights.statistics.change import complete, estimate_change
from services.insights.statistics.signal import Measure, detect_signals
from tests.insights.statistics.noise import ar1, steps

RUNS = 4000
ERROR = 3 * np.sqrt(0.05 * 0.95 / RUNS)  # three Monte-Carlo standard errors of a 5 % rate


def learned(rng, length, rho, peers=200):
    """A prior learned from peers, half of whom carry a change themselves."""
    changed = (np.arange(peers) % 2)[:, None] * 2 * steps(rng, peers, length)
    return learn_prior(estimate_change(complete(ar1(rng, peers, length, rho) + changed)).evidence)


def moved(y, prior):
    return float(np.mean(estimate_change(complete(y), prior).p_value < 0.04))


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.6])
@pytest.mark.parametrize("length", [8, 12, 26])
def test_noise_is_called_a_change_in_at_most_one_of_twenty_series(length, rho):
    rng = np.random.default_rng([length, int(10 * rho)])
    noise, prior = ar1(rng, RUNS, length, rho), learned(rng, length, rho)
    assert moved(noise, None) <= 0.05 + ERROR
    assert moved(noise, prior) <= 0.05 + ERROR


@pytest.mark.parametrize(
    ("rho", "solo", "with_peers"), [(0.0, 0.51, 0.94), (0.3, 0.35, 0.70), (0.6, 0.26, 0.36)]
)
def test_a_step_of_two_sd_in_26_weeks_is_found_at_least_as_often_as_stated(rho, solo, with_peers):
    rng = np.random.default_rng(int(26 + 10 * rho))
    series = ar1(rng, RUNS, 26, rho) + 2 * steps(rng, RUNS, 26)
    assert moved(series, None) == pytest.approx(solo, abs=0.06)
    assert moved(series, learned(rng, 26, rho)) >= with_peers - 0.06


@pytest.mark.parametrize("rho", [0.0, 0.6])
def test_daily_counts_with_weekdays_and_gaps_keep_the_error_rate(rho):
    rng = np.random.default_rng(90)
    weekday = np.array([1.0, 1.1, 1.2, 1.0, 0.9, 0.5, 0.4])
    level = 25 * np.exp(0.2 * ar1(rng, 1500, 90, rho)) * weekday[np.arange(90) % 7]
    counts = rng.poisson(level).astype(float)
    observed = rng.random(counts.shape) > 0.2
    measure = Measure("count", 0.0001, relative=True)
    peers = detect_signals(counts[:200], measure, observed=observed[:200], intervals=False)
    signals = detect_signals(
        counts, measure, observed=observed, prior=learn_prior(peers.evidence), intervals=False
    )
    assert np.isin(signals.state, ["up", "down"]).mean() <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 1500)


def test_the_95_percent_interval_covers_the_change():
    rng = np.random.default_rng(95)
    series = ar1(rng, 600, 26, 0.3) + 2 * (np.arange(26) >= 13)
    effect = estimate_change(complete(series), learned(rng, 26, 0.3)).effect
    inside = (effect.quantile(0.025) <= 2.0) & (effect.quantile(0.975) >= 2.0)
    assert inside.mean() >= 0.93
