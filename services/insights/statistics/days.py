"""The daily (or weekly) values of a metric, brought to one form whatever the metric aggregates."""

from dataclasses import dataclass

import numpy as np

from services.insights.statistics.arrays import Bools, Floats
from services.insights.statistics.measure import Measure


@dataclass(frozen=True)
class Days:
    """S subjects over D days; every array is (S, D) and finite."""

    value: Floats  # count, passed responses, mean or log mean; 0 where weight is 0
    weight: Floats  # exposure, responses or 1; 0 on days without a value
    seen: Bools  # days on which a value could have come
    activity: Floats  # events or responses, or 1 for a day with a value
    sampled: bool  # activity counts the events or responses behind the value


def read_days(
    values: Floats,
    measure: Measure,
    denominators: Floats | None = None,
    observed: Bools | None = None,
) -> Days:
    """Check and align what the caller knows; see `detect_signals` for the meaning of each array.

    A NaN is a day without a value, and so is a duration that is not positive. Raises ValueError if
    shapes differ, values are not two-dimensional, or a rate comes without denominators.
    Source: a design choice of this project.

    >>> read_days(np.array([[4.0, np.nan]]), Measure("mean", 0.1)).weight
    array([[1., 0.]])
    """
    if values.ndim != 2:
        raise ValueError("Values need one row per subject and one column per day or week.")
    if measure.kind == "rate" and denominators is None:
        raise ValueError("A rate needs its denominators.")
    bottom = np.ones_like(values) if denominators is None else denominators
    seen = np.ones(values.shape, dtype=bool) if observed is None else observed
    if bottom.shape != values.shape or seen.shape != values.shape:
        raise ValueError("Values, denominators and observed must have the same shape.")
    if measure.kind == "count":
        seen = seen & np.isfinite(values)
    known = seen & np.isfinite(values) & np.isfinite(bottom) & (bottom > 0)
    if measure.kind == "duration":
        known &= values > 0
    weight = np.where(known, bottom, 0.0)
    counting = measure.kind == "count"
    return Days(
        _level(values, known, logs=measure.kind == "duration"),
        weight,
        seen,
        np.where(known, values, 0.0) if counting else weight,
        counting or denominators is not None,
    )


def _level(values: Floats, known: Bools, logs: bool) -> Floats:
    if logs:
        return np.log(values, out=np.zeros(values.shape), where=known)
    return np.where(known, values, 0.0)
