"""Seeded noise with autocorrelation, to calibrate against."""

import numpy as np


def ar1(rng, series, length, rho):
    """Stationary AR(1) noise with unit variance, (series, length)."""
    noise = rng.standard_normal((series, length))
    for now in range(1, length):
        noise[:, now] = rho * noise[:, now - 1] + np.sqrt(1 - rho**2) * noise[:, now]
    return noise


def steps(rng, series, length):
    """A unit step at a random place in the middle half of each series."""
    place = rng.integers(length // 4, 3 * length // 4 + 1, size=(series, 1))
    return (np.arange(length) >= place).astype(float)
