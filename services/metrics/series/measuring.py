"""From sums to numbers, for many subjects at once; what `domain` says of one point, in columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from services.metrics.series.columns import Bools, Floats, Ints, Sums


@dataclass(frozen=True)
class Measured:
    """What is told of each subject (or subject and metric) and window; NaN for no number."""

    value: Floats
    count: Ints
    numerator: Floats
    denominator: Floats

    @property
    def something(self) -> Bools:
        """Where anything happened."""
        happened: Bools = (self.count > 0) | (np.nan_to_num(self.denominator) != 0)
        return happened


def measured(above: Sums, below: Sums | None = None, *, adds_up: bool) -> Measured:
    """The numbers of one metric: a sum, or a quotient, by weight unless `below` divides it."""
    total, count = _tidy(above.total), above.count.astype(np.int64)
    if adds_up:
        none = np.full(total.shape, np.nan)
        return Measured(total, count, none, none)
    under = _tidy(above.weight if below is None else below.total)
    value = np.divide(total, under, where=under != 0, out=np.full(under.shape, np.nan))
    return Measured(value, count, total, under)


def side_by_side(metrics: Sequence[Measured]) -> Measured:
    """Several metrics' numbers of the same subjects and windows: subject × metric × window."""

    def stacked(column: str) -> Any:
        return np.stack([getattr(metric, column) for metric in metrics], axis=1)

    return Measured(*map(stacked, ("value", "count", "numerator", "denominator")))


def _tidy(sums: Floats) -> Floats:
    """Whole billionths, as days are kept, as far as a float can tell them apart."""
    return np.where(np.abs(sums) < 2**53 / 1e9, np.round(sums, 9), sums)
