"""A ticket's life step by step: the state that was found and left, and who had the ticket."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from msgspec import UnsetType

from services.metrics.work_items.transitions import Kind, State, Transition

LEADS_TO: Mapping[Kind, State] = {
    "opened": "open",
    "paused": "paused",
    "solved": "solved",
    "closed": "closed",
}
DONE = frozenset({"solved", "closed"})


@dataclass(frozen=True, slots=True)
class Step:
    """A transition in its place."""

    told: Transition
    before: State
    after: State
    assignee: str | None

    @property
    def solves(self) -> bool:
        """The ticket was not done, and now it is; closing a solved one is no second solve."""
        return self.before not in DONE and self.after in DONE

    @property
    def reopens(self) -> bool:
        """The ticket was done, and now it is not."""
        return self.before in DONE and self.after not in DONE

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


def first_assignment(steps: list[Step]) -> Step | None:
    """The step in which the ticket got its first assignee, unless that went unseen."""
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
