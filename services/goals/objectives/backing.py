"""What stands behind asking for more: an improvement that landed, and guardrails that held."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from shared.errors import Conflict
from shared.schemas.goals.improvements import Improvement
from shared.schemas.goals.objectives import Objective
from shared.schemas.problems import Fault

NOT_HELD = "Its guardrails have not held long enough."
REVIEW_DAYS = {"weekly": 7, "biweekly": 14}


class Gap(NamedTuple):
    """One thing that is missing: where, what to do, and its name among the problems."""

    pointer: str
    do: str
    code: str = ""
    openly: str = ""  # the same for everybody, where `do` tells of numbers that not all may see


@dataclass(frozen=True)
class Backing:
    """What is so since the targets were last set; `held` is None where it is not to be seen."""

    since: date
    landed: Sequence[Improvement]
    held: int | None
    review_days: int
    needed: int

    @property
    def improvement(self) -> str:
        """The first of the two facts."""
        if self.landed:
            latest = max(self.landed, key=lambda each: each.landed_on or self.since)
            return f"“{latest.title}” has landed on {latest.landed_on}."
        return f"No improvement that is linked to this objective has landed since {self.since}."

    @property
    def guardrails(self) -> str:
        """The second."""
        if self.held is None:
            return "Whether its guardrails have held is not yours to see."
        reviews = f"{self.held} of {self.needed} review periods of {self.review_days} days"
        return f"Its guardrails have held for {reviews}, counted back from yesterday."


class RaiseRefused(Conflict):
    """A target may rise only after an improvement has landed and the guardrails have held."""

    def __init__(self, backing: Backing, lacks: Sequence[Gap]) -> None:
        faults = [Fault(pointer=gap.pointer, code=gap.code, detail=gap.do) for gap in lacks]
        super().__init__(f"{backing.improvement} {backing.guardrails}", faults)


def lacks(backing: Backing) -> Iterator[Gap]:
    """What has to come before more is asked for: improve first, then raise, then watch."""
    if not backing.landed:
        do = f"{backing.improvement} Improve first: land one, and link it to this objective."
        yield Gap("/key_results", do, "improvement_missing")
    if (backing.held or 0) < backing.needed:
        do = f"{backing.guardrails} Raise once they have held for {backing.needed}."
        yield Gap("/guardrails", do, "guardrails_not_held", NOT_HELD)


def require_backed(backing: Backing) -> None:
    """Raise RaiseRefused, with both facts, unless both are there."""
    if missing := list(lacks(backing)):
        raise RaiseRefused(backing, missing)


def set_on(objective: Objective) -> date | None:
    """The day since which a live objective's targets stand."""
    if objective.targets_set_on is not None or objective.activated_at is None:
        return objective.targets_set_on
    return objective.activated_at.date()


def landed_since(improvements: Sequence[Improvement], day: date) -> list[Improvement]:
    """Those that landed after a day; what was there by then is in the targets already."""
    return [each for each in improvements if each.landed_on is not None and each.landed_on > day]
