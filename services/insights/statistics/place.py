"""Where a sudden change happened, if the data can say so."""

from dataclasses import dataclass

import numpy as np

from services.insights.statistics.arrays import Bools, Floats, Ints, ratio

SUDDEN = 0.5  # probability of a sudden change from which a place is named
CREDIBLE = 0.8  # the places that together hold this much of the sudden probability ...
NARROW = 0.25  # ... must be fewer than this share of the blocks


@dataclass(frozen=True)
class Places:
    """For each of S series, the first block after the change, in observed blocks."""

    named: Bools  # (S,) the place is known well enough to be named
    likeliest: Ints  # (S,)
    first: Ints  # (S,) and
    last: Ints  # (S,) ends of the 80 % set of places


def locate(shape: Floats, steps: Ints, count: Ints) -> Places:
    """Read the places off the posterior of shapes (S, 1+K), ramp first; count (S,) observed blocks.

    Source: highest posterior density sets, Box & Tiao (1973).

    >>> places = locate(np.array([[0.1, 0.0, 0.85, 0.05]]), np.array([4, 5, 6]), np.array([12]))
    >>> places.named, places.likeliest
    (array([ True]), array([5]))
    """
    sudden = shape[:, 1:]
    total = sudden.sum(axis=1, keepdims=True)
    order = np.argsort(-sudden, axis=1, kind="stable")
    share = ratio(np.take_along_axis(sudden, order, axis=1), total)
    needed = np.cumsum(share, axis=1) - share < CREDIBLE
    credible = np.zeros_like(needed)
    np.put_along_axis(credible, order, needed, axis=1)
    last = len(steps) - 1 - np.argmax(credible[:, ::-1], axis=1)
    named = (total[:, 0] >= SUDDEN) & (needed.sum(axis=1) < NARROW * count)
    return Places(named, steps[order[:, 0]], steps[np.argmax(credible, axis=1)], steps[last])
