"""What peers teach about a metric's autocorrelation: an empirical-Bayes prior over a grid."""

import numpy as np

from services.insights.statistics.arrays import Floats

GRID: Floats = np.arange(10) / 10  # autocorrelation of neighbouring blocks; bounded on purpose
FEWEST_PEERS = 8  # below this the peers say less than the flat prior
ROUNDS = 25


def flat_prior() -> Floats:
    """The prior (R,) for a metric about which nothing has been learned.

    >>> flat_prior()
    array([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1])
    """
    return np.full(GRID.size, 1.0 / GRID.size)


def learn_prior(evidence: Floats) -> Floats:
    """The prior (R,) that peers' evidence (N, R) supports, for the same metric and block length.

    Expectation maximization of the mixing weights, each round smoothed by two pseudo-peers with the
    flat prior, so that no autocorrelation is ever ruled out. Rows with NaN (not enough data) are
    left out; with fewer than eight peers the answer is the flat prior. Raises ValueError if the
    columns do not match the grid. Source: Robbins (1956); Laird (1978).

    >>> sure = np.eye(10)[np.zeros(18, dtype=int)]
    >>> learn_prior(sure).round(3)
    array([0.91, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01])
    """
    if evidence.ndim != 2 or evidence.shape[1] != GRID.size:
        raise ValueError(f"Evidence needs {GRID.size} columns, one per autocorrelation.")
    known = evidence[np.isfinite(evidence).all(axis=1)]
    flat = flat_prior()
    if len(known) < FEWEST_PEERS:
        return flat
    prior = flat
    for _ in range(ROUNDS):
        weight = known * prior
        weight /= weight.sum(axis=1, keepdims=True)
        prior = (weight.sum(axis=0) + 2.0 * flat) / (len(known) + 2.0)
    return prior


def checked_prior(prior: Floats, size: int = GRID.size) -> Floats:
    """The prior scaled to sum 1; ValueError unless it is `size` positive numbers.

    >>> checked_prior(np.ones(10))[0]
    np.float64(0.1)
    """
    if prior.shape != (size,) or not np.all(np.isfinite(prior)) or np.any(prior <= 0):
        raise ValueError(f"An autocorrelation prior is {size} positive numbers.")
    scaled: Floats = prior / prior.sum()
    return scaled
