"""What holds for the team at each point of the story, and when it turns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Circumstances:
    """What the team works under; everything else in the story follows from it."""

    demand: float = 1.0  # tickets arriving, as a multiple of usual
    target: float | None = None  # tickets closed a day and person, as a multiple of usual
    audited: bool = False  # a floor under satisfaction, and replies read by an auditor
    minutes: float = 1.0  # that a ticket takes a careful person, as a multiple of usual
    clarity: float = 0.0  # what tools add to the quality of an answer, in logits
    learning: float = 0.0  # share of the day that goes to training


@dataclass(frozen=True)
class Turn:
    """From the first day of a week on, other circumstances hold."""

    week: int
    holds: Circumstances


USUAL = Circumstances()
QUIET = (Turn(1, USUAL),)

STORY = (
    Turn(1, USUAL),
    # New customers arrive, and the answer is a target: a fifth more tickets closed.
    Turn(10, Circumstances(demand=1.3, target=1.2)),
    # A floor and an audit; macros and training take a fortnight to take hold.
    Turn(20, Circumstances(1.3, 1.2, audited=True, minutes=0.95, clarity=0.15, learning=0.1)),
    Turn(21, Circumstances(1.3, 1.2, audited=True, minutes=0.91, clarity=0.15, learning=0.05)),
    Turn(22, Circumstances(1.3, 1.2, audited=True, minutes=0.89, clarity=0.15)),
    # A knowledge base: answers are found faster, and are better; more customers can be taken on.
    Turn(30, Circumstances(1.46, 1.2, audited=True, minutes=0.71, clarity=1.3)),
)


def circumstances(course: tuple[Turn, ...], week: int) -> Circumstances:
    """What holds in a week, counted from 1."""
    return next(turn.holds for turn in reversed(course) if turn.week <= week)
