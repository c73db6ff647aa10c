"""What comes of an answer: whether it settles the matter, and what the customer thinks of it."""

from dataclasses import dataclass
from math import exp

SETTLES = 1.95  # logit of a careful answer settling the matter
HASTE = 8.0  # logits lost with all of one's care
FOLLOW_UP = (0.11, 0.26)  # chance that one reply is not enough, if it will settle or not
REOPENED = (0.03, 0.42)  # chance that the customer comes back, if it was settled or not
SATISFIED = (0.90, 0.18)  # chance that the customer is satisfied, if it was settled or not
PLEASED = 0.038  # what a unit of clarity adds to the satisfaction of those who were helped
PATIENCE = 4.0  # days of waiting that customers accept
IMPATIENCE = 0.005  # satisfaction lost for each day beyond


@dataclass(frozen=True)
class Outcome:
    """What will come of an answer."""

    settled: bool

    def of(self, chances: tuple[float, float]) -> float:
        """The chance that belongs to this outcome."""
        return chances[0] if self.settled else chances[1]


def settling(care: float, clarity: float, talent: float) -> float:
    """The chance that an answer settles the matter."""
    return 1.0 / (1.0 + exp(-(SETTLES + talent + clarity - HASTE * (1.0 - care))))


def satisfaction(outcome: Outcome, clarity: float, days_waited: float) -> float:
    """The chance that a customer says they were satisfied."""
    waiting = IMPATIENCE * min(max(days_waited - PATIENCE, 0.0), 6.0)
    pleased = PLEASED * clarity if outcome.settled else 0.0
    return min(outcome.of(SATISFIED) + pleased, 0.99) - waiting
