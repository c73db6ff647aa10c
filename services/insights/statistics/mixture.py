"""A finite mixture of Student t distributions: the posterior of a change."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from services.insights.statistics.arrays import Floats, Ints
from services.insights.statistics.root import find_root
from services.insights.statistics.student import student_cdf

LEAST = 1e-15  # probability that still has a normal score


@dataclass(frozen=True)
class Mixture:
    """One mixture a row over M components, which share the degrees of freedom."""

    weight: Floats  # (S, M) sums to 1 over each row
    centre: Floats  # (S, M) in units of the data
    scale: Floats  # (S, M) positive, in units of the data
    dof: Ints  # (S,) at least 3, so that the variance exists

    def below(self, x: Floats) -> Floats:
        """P(value < x) of each row, x (S,) in units of the data.

        >>> one = np.ones((1, 1))
        >>> Mixture(one, one, one, np.array([4])).below(np.array([1.0]))
        array([0.5])
        """
        t = x[:, None] - self.centre
        t /= self.scale
        total: Floats = np.einsum("sm,sm->s", self.weight, student_cdf(t, self.dof))
        return np.minimum(total, 1.0)

    def mean(self) -> Floats:
        """Mean of each row, (S,)."""
        total: Floats = np.einsum("sm,sm->s", self.weight, self.centre)
        return total

    def sd(self) -> Floats:
        """Standard deviation of each row, (S,): spread within and between the components."""
        within = self.scale**2 * (self.dof / (self.dof - 2.0))[:, None]
        between = (self.centre - self.mean()[:, None]) ** 2
        variance: Floats = np.einsum("sm,sm->s", self.weight, within + between)
        return np.sqrt(variance)

    def quantile(self, probability: float) -> Floats:
        """The value (S,) with this probability below it, to 1e-9 of a normal score.

        The bracket is Cantelli's: no more than 1/(1+k^2) of any distribution lies k sd to one side.
        Inside it, false position on the normal score of the distribution function, which for one
        component is nearly a straight line. Raises ValueError unless 0 < probability < 1.
        Source: the bracket, Cantelli (1928).

        >>> one = np.ones((1, 1))
        >>> Mixture(one, 0 * one, one, np.array([10])).quantile(0.975).round(6)
        array([2.228139])
        """
        if not 0.0 < probability < 1.0:
            raise ValueError("A quantile needs a probability between 0 and 1.")
        mean, sd = self.mean(), self.sd()
        low = mean - sd * np.sqrt(1.0 / probability - 1.0)
        high = mean + sd * np.sqrt(1.0 / (1.0 - probability) - 1.0)
        target = ndtri(probability)

        def excess(x: Floats) -> Floats:
            return np.asarray(ndtri(np.clip(self.below(x), LEAST, 1.0 - LEAST)) - target)

        return find_root(excess, low, high)
