"""Generalized least squares for all shapes and autocorrelations at once, gaps included."""

from dataclasses import dataclass

import numpy as np

from services.insights.statistics.arrays import Floats, Ints

SINGULAR = 1e-12  # information below this belongs to a shape the prior excludes


@dataclass(frozen=True)
class Moments:
    """The fit of y = a + b shape + AR(1) noise; one column per shape, the ramp first."""

    slope: Floats  # (S, R, 1+K) b, in units of y
    residual: Floats  # (S, R, 1+K) whitened residual sum of squares, in squared units of y
    information: Floats  # (S or 1, R, 1+K) inverse variance of b per unit noise variance
    log_volume: Floats  # (S or 1, R, 1+K) the part of the log evidence that does not depend on y


def gls_moments(y: Floats, time: Floats, weight: Floats, rho: Floats, steps: Ints) -> Moments:
    """Fit a level and one shape to each series by GLS under AR(1) noise of each autocorrelation.

    y (S, N): observed blocks from the left, then padding. time (S or 1, N): their positions in
    blocks, increasing. weight (S or 1, N): 1 / relative noise sd, 0 for padding. rho (R,) in
    [0, 1). Rows that share time and weight may pass one row of each, and the design is computed
    once. The correlation of neighbours is rho^(distance), so gaps are exact. A whitened step is
    zero before its place and the whitened constant after, so running sums give all steps in O(N).
    Source: Prais & Winsten (1954) for the whitening.

    >>> y = np.array([[0.0, 0.0, 1.0, 2.0, 2.0, 2.0]])
    >>> line, ones = np.arange(6.0)[None], np.ones((1, 6))
    >>> gls_moments(y, line, ones, np.array([0.0]), np.array([3])).slope.round(3)
    array([[[2.429, 1.667]]])
    """
    phi = _correlation(time, weight, rho)
    damping = np.sqrt(1.0 - phi * phi)
    one, response, ramp = (
        _whiten(x, phi, damping) for x in (weight, weight * y, weight * _ramp(time, weight))
    )
    total = _dot(one, one)[..., None]
    response = response - (_dot(one, response)[..., None] / total) * one
    with_one, with_self, with_response = (
        np.concatenate([_dot(ramp, other)[..., None], step], axis=-1)
        for other, step in zip(
            (one, ramp, response),
            _steps(one, response, weight[:, None, :] / damping, steps),
            strict=True,
        )
    )
    information = np.maximum(with_self - with_one * with_one / total, SINGULAR)
    slope = with_response / information
    residual = _dot(response, response)[..., None] - slope * with_response
    volume = np.log(information) + np.log(total) + 2 * np.log(damping).sum(axis=-1)[..., None]
    return Moments(slope, residual, information, -0.5 * volume)


def _correlation(time: Floats, weight: Floats, rho: Floats) -> Floats:
    """(S or 1, R, N) correlation of each block with the one before; 0 for the first and padding."""
    phi = np.zeros((time.shape[0], rho.size, time.shape[1]))
    distance = np.diff(time, axis=1)[:, None, :]
    phi[:, :, 1:] = rho[:, None] ** np.where(weight[:, None, 1:] > 0, distance, 1.0)
    phi *= weight[:, None, :] > 0
    return phi


def _ramp(time: Floats, weight: Floats) -> Floats:
    start = time[:, :1]
    end = np.where(weight > 0, time, start).max(axis=1, keepdims=True)
    ramp: Floats = (time - start) / (end - start)
    return ramp


def _whiten(x: Floats, phi: Floats, damping: Floats) -> Floats:
    white = np.repeat(x[:, None, :], phi.shape[1], axis=1)
    white[..., 1:] -= phi[..., 1:] * x[:, None, :-1]
    white /= damping
    return white


def _dot(a: Floats, b: Floats) -> Floats:
    product: Floats = np.einsum("...n,...n->...", a, b)
    return product


def _steps(
    one: Floats, response: Floats, head: Floats, steps: Ints
) -> tuple[Floats, Floats, Floats]:
    """Each step's products with the constant, itself and the response: its head, then the tail."""
    places = slice(steps[0], steps[-1] + 1)
    first = head[..., places]
    tail_one = _after(one * one)[..., places]
    with_one = first * one[..., places] + tail_one
    with_self = first * first + tail_one
    with_response = first * response[..., places] + _after(one * response)[..., places]
    return with_one, with_self, with_response


def _after(x: Floats) -> Floats:
    """Sum over all later places, along the last axis."""
    total: Floats = np.cumsum(x[..., ::-1], axis=-1)[..., ::-1]
    return total - x
