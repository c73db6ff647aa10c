"""How a metric is to be read: what its values are, and which change of it matters."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["count", "rate", "mean", "duration"]
Better = Literal["higher", "lower"]
Step = Literal["day", "week"]


@dataclass(frozen=True)
class Measure:
    """One metric as the statistics see it; raises ValueError for an effect below zero.

    kind says what values and denominators are:
    count - events, and optional exposure (hours, FTE); rate - events that passed, out of responses;
    mean - the mean of the day, and optionally how many it is the mean of; duration - the same for
    positive quantities (times, money), compared as ratios.

    >>> Measure("count", smallest_effect=0.05, relative=True).better
    'higher'
    """

    kind: Kind
    smallest_effect: float  # in the metric's own units, or a share of the early level if relative
    relative: bool = False
    better: Better = "higher"
    step: Step = "day"

    def __post_init__(self) -> None:
        if not self.smallest_effect >= 0:
            raise ValueError("The smallest effect that matters cannot be negative.")
