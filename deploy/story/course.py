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


TARGET, FLOOR, TOOL = 10, 20, 30  # the weeks in which the chapters turn

USUAL = Circumstances()
QUIET = (Turn(1, USUAL),)

STORY = (
    Turn(1, USUAL),
    # New customers arrive, and the answer is a target: a fifth more tickets closed.
    Turn(TARGET, Circumstances(demand=1.3, target=1.2)),
    # A floor and an audit; macros and training take a fortnight to take hold.
    Turn(FLOOR, Circumstances(1.3, 1.2, True, minutes=0.93, clarity=0.15, learning=0.1)),
    Turn(FLOOR + 1, Circumstances(1.3, 1.2, True, minutes=0.90, clarity=0.15, learning=0.05)),
    Turn(FLOOR + 2, Circumstances(1.3, 1.2, True, minutes=0.87, clarity=0.15)),
    # A knowledge base: answers are found faster, and are better; more customers can be taken on.
    Turn(TOOL, Circumstances(1.5, 1.2, True, minutes=0.69, clarity=1.3)),
)


def circumstances(course: tuple[Turn, ...], week: int) -> Circumstances:
    """What holds in a week, counted from 1."""
    return next(turn.holds for turn in reversed(course) if turn.week <= week)
