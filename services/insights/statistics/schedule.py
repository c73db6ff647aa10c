"""Which days count: the weekdays on which a subject works at all."""

import numpy as np

from services.insights.statistics.arrays import Bools, Floats, ratio

OFF_SHARE = 0.10  # a weekday below this share of a usual working day is off ...
FEWEST_EXPECTED = 4.0  # ... if a usual working day would have left this many events on it


def by_week(days: Floats) -> Floats:
    """Days (S, D) as weeks (S, W, 7) counted from the window's end; the first is padded with 0.

    >>> by_week(np.arange(1.0, 10.0)[None])[0]
    array([[0., 0., 0., 0., 0., 1., 2.],
           [3., 4., 5., 6., 7., 8., 9.]])
    """
    weeks = -(-days.shape[1] // 7)
    padded = np.pad(days, ((0, 0), (7 * weeks - days.shape[1], 0)))
    return padded.reshape(len(days), weeks, 7)


def by_day(weekdays: Floats, days: int) -> Floats:
    """Spread weekday values (S, 7), in the order of `by_week`, over the window's days (S, D)."""
    return np.tile(weekdays, (1, -(-days // 7)))[:, -days:] if days else weekdays[:, :0]


def scheduled_days(activity: Floats, observed: Bools) -> Bools:
    """Days (S, D) on which each subject normally works, inferred from each weekday's activity.

    activity (S, D): events, responses, or 1 per day with a value. A weekday is off if its mean is
    under a tenth of a usual working day's (the mean of the three busiest weekdays, which also fits
    people who work three days) and the window is long enough to know. Days beyond `observed` are
    not used. Source: a design choice of this project.

    >>> week = np.array([5, 4, 6, 5, 7, 0, 0.0])
    >>> scheduled_days(np.tile(week, (1, 4)), np.ones((1, 28), dtype=bool))[0, :7]
    array([ True,  True,  True,  True,  True, False, False])
    """
    days = by_week(observed.astype(float)).sum(axis=1)
    mean = ratio(by_week(np.where(observed, activity, 0.0)).sum(axis=1), days)
    usual = np.sort(mean, axis=1)[:, -3:].mean(axis=1, keepdims=True)
    off = (mean < OFF_SHARE * usual) & (usual * days >= FEWEST_EXPECTED)
    return by_day((~off).astype(float), activity.shape[1]) > 0
