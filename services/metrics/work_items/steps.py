"""A ticket's or an issue's life step by step: the state found and left, and who had it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise

from msgspec import UnsetType

from services.metrics.work_items.facts import Fact, counted
from services.metrics.work_items.transitions import Kind, State, Transition

LEADS_TO: Mapping[Kind, State] = {
    "opened": "open",
    "started": "open",
    "paused": "paused",
    "solved": "solved",
    "closed": "closed",
    "abandoned": "abandoned",
}
DONE = frozenset({"solved", "closed"})
UNDONE = frozenset({"open", "paused"})


@dataclass(frozen=True, slots=True)
class Step:
    """A transition in its place."""

    told: Transition
    before: State
    after: State
    assignee: str | None

    @property
    def solves(self) -> bool:
        """It was not done, and now it is; closing what is solved is no second solve."""
        return self.before not in DONE and self.after in DONE

    @property
    def reopens(self) -> bool:
        """It was done, and now it is to be done again."""
        return self.before in DONE and self.after in UNDONE

    @property
    def credited(self) -> str | None:
        """Whose the step is: the assignee's, else whoever took it."""
        return self.assignee or self.told.actor


def steps_of(life: list[Transition]) -> list[Step]:
    """Each transition of an ordered life as a step; what a delivery says of before goes first."""
    steps: list[Step] = []
    state: State = "open"
    assignee: str | None = None
    for told in life:
        before = told.before or state
        # Only a change of status speaks of the state; the rest happens within it.
        state = LEADS_TO.get(told.kind, state)
        assignee = assignee if isinstance(told.assignee, UnsetType) else told.assignee
        steps.append(Step(told, before, state, assignee))
    return steps


@dataclass(slots=True)
class Outcome:
    """The first solve, the solve that stands, and each reopening with the solve it undid."""

    first: Step | None = None
    standing: Step | None = None
    reopenings: list[tuple[Step, Step | None]] = field(default_factory=list)


def outcome_of(steps: list[Step]) -> Outcome:
    """What a life has come to."""
    outcome = Outcome()
    for step in steps:
        if step.solves:
            outcome.first = outcome.first or step
            outcome.standing = step
        elif step.reopens:
            outcome.reopenings.append((step, outcome.standing))
            outcome.standing = None
        elif step.after == "abandoned":
            outcome.standing = None
    return outcome


def rework(metric: str, outcome: Outcome) -> Iterator[Fact]:
    """Rework is charged to the solve that did not hold."""
    for step, undone in outcome.reopenings:
        whose = step.assignee if undone is None else undone.credited
        yield counted(metric, whose, step.told, mark=step.told.id)


def first_assignment(steps: list[Step]) -> Step | None:
    """The step in which it got its first assignee, unless that went unseen."""
    named = (step for step in steps if step.told.kind in ("assigned", "reassigned"))
    first = next(named, None)
    return first if first is not None and first.told.kind == "assigned" else None


def handled(steps: list[Step]) -> timedelta:
    """How long the ticket was open with an assignee, in the course of these steps."""
    spans = (
        following.told.at - step.told.at
        for step, following in pairwise(steps)
        if step.after == "open" and step.assignee is not None
    )
    return sum(spans, timedelta(0))
