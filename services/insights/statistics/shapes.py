"""The shapes a change may take: a gradual ramp, or a sudden step at each admissible place."""

from dataclasses import dataclass

import numpy as np

from services.insights.statistics.arrays import Floats, Ints


@dataclass(frozen=True)
class Shapes:
    """Column 0 is the ramp; column j > 0 is the step to a new level at block steps[j-1]."""

    steps: Ints  # (K,) consecutive places, counted in observed blocks from 0
    prior: Floats  # (S or 1, 1+K) sums to 1 over each row; 0 excludes a shape
    contrast: Floats  # (S or 1, 1+K) what one unit of the shape adds, late minus early; positive


def admissible_shapes(count: Ints, margin: int | None = None, time: Floats | None = None) -> Shapes:
    """Ramp with prior 1/2, and 1/2 shared by the steps that leave `margin` blocks on either side.

    count (S,) is the number of observed blocks of each row; margin defaults to max(2, round(n/6));
    time (S or 1, N) are the blocks' positions, without gaps if None.
    The contrast is the mean of the shape over the last third of the observed blocks minus its mean
    over the first third. Every place is kept, because the posterior averages over places: thinning
    them costs power. Raises ValueError if a row has no admissible step.
    Source: Bai & Perron (1998) for the margins; Perron (1989) for why both kinds are needed.

    >>> shapes = admissible_shapes(np.array([6]))
    >>> shapes.steps, shapes.prior.round(3), shapes.contrast
    (array([2, 3, 4]), array([[0.5  , 0.167, 0.167, 0.167]]), array([[0.8, 1. , 1. , 1. ]]))
    """
    n = count[:, None]
    edge = (
        np.maximum(2, np.rint(n / 6).astype(np.int64))
        if margin is None
        else np.full_like(n, margin)
    )
    if np.any(edge < 1) or np.any(n < 2 * edge):
        raise ValueError("Too few blocks for a step with a margin on both sides.")
    steps = np.arange(edge.min(), (n - edge).max() + 1)
    allowed = (steps >= edge) & (steps <= n - edge)
    share = 0.5 * allowed / allowed.sum(axis=1, keepdims=True)
    ramp = np.full((len(n), 1), 0.5)
    third = np.maximum(n // 3, 1)
    late = np.clip(n - steps, 0, third) / third
    early = np.clip(third - steps, 0, third) / third
    position = np.arange(n.max())[None] if time is None else time
    slope = _rise(np.broadcast_to(position, (len(n), position.shape[1])), n, third)
    contrast = np.where(allowed, late - early, 1.0)
    return Shapes(steps, np.hstack([ramp, share]), np.hstack([slope, contrast]))


def _rise(time: Floats, n: Ints, third: Ints) -> Floats:
    """(S, 1) mean of the ramp over the last third of n observed blocks minus that of the first."""
    place = np.arange(time.shape[1])
    late = np.sum(time, axis=1, keepdims=True, where=(place >= n - third) & (place < n))
    early = np.sum(time, axis=1, keepdims=True, where=place < third)
    length = np.take_along_axis(time, n - 1, axis=1) - time[:, :1]
    rise: Floats = (late - early) / third / length
    return rise


def known_step(place: int) -> Shapes:
    """A sudden change at a known block, the same for all rows; the contrast is mean after - before.

    >>> known_step(28).steps, known_step(28).prior
    (array([28]), array([[0., 1.]]))
    """
    return Shapes(np.array([place]), np.array([[0.0, 1.0]]), np.ones((1, 2)))
