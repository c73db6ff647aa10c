"""What an issue's life says: arrivals, what was completed, how large it was, how long it took."""

from collections.abc import Iterator

from msgspec import UnsetType

from services.metrics.work_items.facts import Fact, counted, creation_of, lasted, since
from services.metrics.work_items.steps import Step, first_assignment, outcome_of, rework, steps_of
from services.metrics.work_items.transitions import Transition, is_gone


def issue_facts(life: list[Transition]) -> Iterator[Fact]:
    """The facts of an issue; what was not planned or a duplicate is never completed."""
    if is_gone(life):
        return
    steps = steps_of(life)
    outcome = outcome_of(steps)
    begun = next((step for step in steps if step.told.kind == "created"), None)
    if begun is not None:
        yield counted("issues_created", begun.assignee, begun.told)
    yield from rework("issues_reopened", outcome)
    if outcome.standing is not None and outcome.standing.credited is not None:
        yield from _completion(steps, outcome.standing, outcome.standing.credited)


def _completion(steps: list[Step], solve: Step, whose: str) -> Iterator[Fact]:
    life, at = [step.told for step in steps], solve.told
    yield counted("issues_closed", whose, at)
    yield from lasted("issue_lead_time", whose, at, since(creation_of(life), at.at))
    begun = _beginning(steps)
    if begun is not None:
        yield from lasted("issue_cycle_time", whose, at, at.at - begun.told.at)
    points = _points(steps, solve)
    if points:
        yield counted("story_points_done", whose, at, points)


def _beginning(steps: list[Step]) -> Step | None:
    """When work began: it was said to have, or somebody took the issue."""
    started = (step for step in steps if step.told.kind == "started")
    return next(started, None) or first_assignment(steps)


def _points(steps: list[Step], solve: Step) -> float | None:
    """The estimate that stood at the solve, else the first that was told of after it."""
    told = [
        (step, step.told.points) for step in steps if not isinstance(step.told.points, UnsetType)
    ]
    until = [points for step, points in told if step.told.at <= solve.told.at]
    return until[-1] if until else next((points for _, points in told), None)
