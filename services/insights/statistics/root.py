"""The root of an increasing function, for many rows at once."""

from collections.abc import Callable

import numpy as np

from services.insights.statistics.arrays import Floats

TOLERANCE = 1e-9
STEPS = 60


def find_root(excess: Callable[[Floats], Floats], low: Floats, high: Floats) -> Floats:
    """Where an increasing function is zero between low and high, all (S,), to 1e-9 of its value.

    False position in which an end that stays put loses half its weight, and every fourth step a
    bisection. Each row stops on its own, so its root does not depend on the others.
    Source: Dowell & Jarratt (1971), the Illinois method.

    >>> find_root(lambda x: x**3 - 8.0, np.array([0.0]), np.array([5.0])).round(9)
    array([2.])
    """
    below, above = excess(low), excess(high)
    root, done = low + 0.5 * (high - low), np.zeros(low.shape, dtype=bool)
    last = np.full(low.shape, -1)
    for step in range(STEPS):
        slope = above - below
        straight = (slope > 0) & (step % 4 != 3)
        share = np.where(straight, -below / np.where(straight, slope, 1.0), 0.5)
        x = low + np.clip(share, 0.0, 1.0) * (high - low)
        value = excess(x)
        root = np.where(done, root, x)
        done |= np.abs(value) < TOLERANCE
        if done.all():
            break
        left = value < 0
        again = np.where(last == left, 0.5, 1.0)
        below, above = np.where(left, value, below * again), np.where(left, above * again, value)
        low, high, last = np.where(left, x, low), np.where(left, high, x), left.astype(np.int64)
    return root
