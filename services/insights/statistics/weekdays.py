"""What each weekday adds to or takes from a series, so that it is not mistaken for a change."""

import numpy as np

from services.insights.statistics.arrays import Floats, ratio
from services.insights.statistics.schedule import by_day, by_week

SWEEPS = 4
FEWEST_DAYS = 21  # in a shorter window a weekday is seen too rarely to be corrected for


def weekday_factors(count: Floats, exposure: Floats) -> Floats:
    """Multiplicative weekday factors of counts, one per day (S, D), with mean 1 over the week.

    count (S, D) events; exposure (S, D) 1 or hours, 0 on days that do not count. Fits
    week level x weekday factor by proportional fitting. Factors are 1 in windows under three weeks.
    Source: Deming & Stephan (1940), iterative proportional fitting.

    >>> days = np.tile([2, 2, 2, 2, 2, 4, 0.0], (1, 4))
    >>> weekday_factors(days, np.ones((1, 28)))[0, :7]
    array([1., 1., 1., 1., 1., 2., 0.])
    """
    days = count.shape[1]
    if days < FEWEST_DAYS:
        return np.ones_like(count)
    events, hours = by_week(count), by_week(exposure)
    factor = np.ones((len(count), 7))
    for _ in range(SWEEPS):
        level = ratio(events.sum(axis=2), np.einsum("swk,sk->sw", hours, factor))
        factor = ratio(events.sum(axis=1), np.einsum("swk,sw->sk", hours, level))
    worked = (hours.sum(axis=1) > 0).sum(axis=1, keepdims=True)
    mean = ratio(factor.sum(axis=1, keepdims=True), worked.astype(float))
    return by_day(ratio(factor, mean, otherwise=1.0), days)


def weekday_offsets(value: Floats, weight: Floats) -> Floats:
    """Additive weekday offsets of rates and means, one per day (S, D), with weighted mean 0.

    value (S, D) in the metric's own unit; weight (S, D) responses, or 1, and 0 on days that do not
    count. Fits week level + weekday offset by backfitting. Offsets are 0 in windows under three
    weeks. Source: Breiman & Friedman (1985), backfitting.

    >>> days = np.tile([3, 3, 3, 3, 3, 3, 10.0], (1, 4))
    >>> weekday_offsets(days, np.ones((1, 28)))[0, 5:8].round(6)
    array([-1.,  6., -1.])
    """
    days = value.shape[1]
    if days < FEWEST_DAYS:
        return np.zeros_like(value)
    total, mass = by_week(value * weight), by_week(weight)
    of_day, of_week = mass.sum(axis=1), mass.sum(axis=2)
    offset = np.zeros((len(value), 7))
    for _ in range(SWEEPS):
        level = ratio(total.sum(axis=2) - np.einsum("swk,sk->sw", mass, offset), of_week)
        offset = ratio(total.sum(axis=1) - np.einsum("swk,sw->sk", mass, level), of_day)
    mean = ratio((offset * of_day).sum(axis=1), of_day.sum(axis=1))
    return by_day(offset - mean[:, None], days)
