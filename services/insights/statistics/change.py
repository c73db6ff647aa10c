"""The change test: Bayesian model averaging over change shapes and AR(1) autocorrelation."""

from dataclasses import dataclass

import numpy as np

from services.insights.statistics.arrays import Floats, Ints
from services.insights.statistics.autocorrelation import GRID, checked_prior
from services.insights.statistics.mixture import Mixture
from services.insights.statistics.moments import Moments, gls_moments
from services.insights.statistics.shapes import Shapes, admissible_shapes

FEWEST = 5  # blocks; leaves three degrees of freedom, so the posterior has a variance
PERFECT = 1e-12  # residual variance, relative to the series' own, that counts as a perfect fit


@dataclass(frozen=True)
class Blocked:
    """S series of blocks, observed ones first, ready for the test."""

    y: Floats  # (S, N) level of each block; padding is ignored
    time: Floats  # (S or 1, N) position of each block, in blocks
    noise: Floats  # (S or 1, N) relative noise sd, 1 = typical; inf marks padding
    count: Ints  # (S,) observed blocks of each series
    floor: Floats  # (S,) known variance of a typical block from sampling alone, 0 if unknown


@dataclass(frozen=True)
class Change:
    """What the data say about a change, for S series, R autocorrelations and 1+K shapes."""

    effect: Mixture  # posterior of the change, late minus early, in units of y
    evidence: Floats  # (S, R) likelihood of each autocorrelation, relative to the best model
    shape: Floats  # (S, 1+K) posterior probability of the ramp, then of each step
    steps: Ints  # (K,) the places of the steps, in observed blocks

    @property
    def p_value(self) -> Floats:
        """Two-sided p, (S,): twice the smaller posterior tail on one side of no change."""
        below = self.effect.below(np.zeros(len(self.shape)))
        return 2.0 * np.minimum(below, 1.0 - below)


def complete(y: Floats) -> Blocked:
    """Series (S, N) without gaps and with equal noise; they share one design."""
    series, length = y.shape
    return Blocked(
        y,
        np.arange(float(length))[None],
        np.ones((1, length)),
        np.full(series, length),
        np.zeros(series),
    )


def estimate_change(
    blocks: Blocked,
    prior: Floats | None = None,
    shapes: Shapes | None = None,
    grid: Floats = GRID,
) -> Change:
    """Average the change of each series over shapes and autocorrelations by their evidence.

    prior: weights of the grid's autocorrelations, flat if None. shapes: what a change may look
    like, all admissible ones if None. With one shape and a grid of one autocorrelation the p-value
    is that of generalized least squares. The integrated likelihood assumes flat a, b, log sigma.
    Raises ValueError for a series with fewer than five observed blocks, or a prior off the grid.
    Source: Raftery, Madigan & Hoeting (1997) for the averaging; Zellner (1971) for the likelihood.

    >>> y = np.array([[10, 11, 9, 10, 12, 11, 10, 13, 14, 13, 15, 14.0]])
    >>> change = estimate_change(complete(y))
    >>> change.p_value.round(6), change.effect.mean().round(5), change.shape[:, 0].round(5)
    (array([0.05247]), array([3.27539]), array([0.66782]))
    """
    if blocks.count.size and blocks.count.min() < FEWEST:
        raise ValueError(f"The change test needs at least {FEWEST} observed blocks.")
    if shapes is None:
        shapes = admissible_shapes(blocks.count, time=blocks.time)
    weight = checked_prior(np.ones(grid.size) if prior is None else prior, grid.size)
    y, scale = _standardize(blocks)
    fit = gls_moments(y, blocks.time, 1.0 / blocks.noise, grid, shapes.steps)
    dof = blocks.count - 2
    residual = np.maximum(fit.residual, PERFECT)
    likelihood = _likelihood(fit, residual, dof, shapes.prior[:, None, :])
    joint = likelihood * weight[:, None]
    joint /= joint.sum(axis=(1, 2), keepdims=True)
    variance = np.maximum(residual / dof[:, None, None], (blocks.floor / scale**2)[:, None, None])
    unit = shapes.contrast[:, None, :] * scale[:, None, None]
    effect = Mixture(
        _flat(joint),
        _flat(unit * fit.slope),
        _flat(unit * np.sqrt(variance / fit.information)),
        dof,
    )
    return Change(effect, likelihood.sum(axis=2), joint.sum(axis=1), shapes.steps)


def _standardize(blocks: Blocked) -> tuple[Floats, Floats]:
    """Centre and scale each series; variation below rounding error of its level counts as none."""
    observed = np.isfinite(blocks.noise)
    mean = np.sum(blocks.y, axis=1, where=observed) / blocks.count
    centred = np.where(observed, blocks.y - mean[:, None], 0.0)
    sd = np.sqrt(np.einsum("sn,sn->s", centred, centred) / blocks.count)
    varies = sd > 1e-9 * np.abs(mean)
    scale = np.where(varies, sd, 1.0)
    return np.where(varies[:, None], centred / scale[:, None], 0.0), scale


def _likelihood(fit: Moments, residual: Floats, dof: Ints, prior: Floats) -> Floats:
    """(S, R, 1+K) prior times integrated likelihood, scaled to 1 for the likeliest model."""
    log = fit.log_volume - 0.5 * dof[:, None, None] * np.log(residual)
    log = np.where(prior > 0, log, -np.inf)
    log -= log.max(axis=(1, 2), keepdims=True)
    return np.exp(log, out=log) * prior


def _flat(components: Floats) -> Floats:
    return components.reshape(len(components), -1)
