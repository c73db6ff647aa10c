"""Between the units of the change test and those people read: the metric's own, and shares."""

from dataclasses import dataclass

import numpy as np

from services.insights.statistics.arrays import Floats, ratio
from services.insights.statistics.measure import Measure


@dataclass(frozen=True)
class Units:
    """The levels a change starts from; relative means to the early level, where that is above 0."""

    logs: bool  # the test saw logarithms, so its changes are ratios
    early: Floats  # (S,) mean level of the first third, in model units
    overall: Floats  # (S,) mean level of the window, in model units

    @property
    def start(self) -> Floats:
        """The early level (S,) in the metric's own units; a geometric mean for durations."""
        return np.exp(self.early) if self.logs else self.early

    def relative(self, change: Floats) -> Floats:
        """A change (S,) in model units as a share of the early level; NaN if that is not positive.

        >>> Units(False, np.array([4.0, 0.0]), np.array([4.5, 0.5])).relative(np.ones(2))
        array([0.25,  nan])
        """
        if self.logs:
            return np.expm1(change)
        return ratio(change, np.where(self.early > 0, self.early, 0.0), otherwise=np.nan)

    def own(self, change: Floats) -> Floats:
        """A change (S,) in model units in the metric's own units.

        >>> Units(True, np.log([8.0]), np.log([9.0])).own(np.log([1.5]))
        array([4.])
        """
        return self.start * np.expm1(change) if self.logs else change

    def smallest(self, measure: Measure) -> Floats:
        """The smallest effect that matters (S,) in model units.

        A relative effect on a series that starts at zero is taken of the window's mean instead.

        >>> measure = Measure("count", 0.05, relative=True)
        >>> Units(False, np.array([4.0, 0.0]), np.array([5.0, 2.0])).smallest(measure)
        array([0.2, 0.1])
        """
        share = np.full(len(self.early), measure.smallest_effect)
        if self.logs:
            return np.log1p(share if measure.relative else share / self.start)
        base = np.where(self.early > 0, self.early, np.abs(self.overall))
        return share * base if measure.relative else share


def early_and_overall(y: Floats, exists: Floats, logs: bool) -> Units:
    """Read the levels off left-aligned blocks y (S, N); exists (S, N) is 1, or 0 for padding.

    >>> early_and_overall(np.array([[1.0, 2.0, 3.0, 9.0]]), np.array([[1, 1, 1, 0]]), False).early
    array([1.])
    """
    count = exists.sum(axis=1, keepdims=True)
    third = exists * (np.arange(y.shape[1]) < np.maximum(count // 3, 1))
    early = (y * third).sum(axis=1) / third.sum(axis=1)
    return Units(logs, early, (y * exists).sum(axis=1) / count[:, 0])
