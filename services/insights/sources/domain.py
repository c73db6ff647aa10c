"""What insights is told by its peers, in its own words."""

from dataclasses import dataclass
from datetime import date, timedelta

from services.insights.statistics.arrays import Floats
from shared.schemas.metrics.catalogue import Metric


@dataclass(frozen=True, eq=False)
class Daily:
    """One metric of one subject, day by day; arrays are (D,) and NaN where nothing was measured."""

    metric: Metric
    subject: str
    first_day: date
    total: Floats  # what the day's events add up to: the number itself, or the numerator
    below: Floats  # the denominator of a rate, mean or ratio; NaN for a sum
    count: Floats  # how many events

    @property
    def last_day(self) -> date:
        """The last day, inclusive."""
        return self.first_day + timedelta(days=len(self.count) - 1)


@dataclass(frozen=True)
class PairNamed:
    """The two metrics that a role, or the caller, reads together, and what explains them."""

    performance: str
    productivity: str
    context: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limit:
    """A guardrail of an objective: a metric's floor or ceiling over its latest days."""

    metric: str
    at: float
    ceiling: bool = False
    days: int = 28
    weekly: bool = False  # a sum is read per week, not per day with any
    since: date | None = None  # the objective's first day


@dataclass(frozen=True)
class Override:
    """An objective went live although its checklist failed."""

    reason: str
    by: str
    on: date
    failing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Incentive:
    """A policy in force that pays for one side only, or with nothing under quality."""

    id: str
    title: str
    flags: tuple[str, ...]  # what is unsound about it, in sentences


@dataclass(frozen=True)
class Objective:
    """An active objective as far as it bears on what a pair means."""

    id: str
    title: str
    metrics: frozenset[str]  # of its key results
    limits: tuple[Limit, ...] = ()
    override: Override | None = None
