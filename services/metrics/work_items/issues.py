"""What an issue's life says: whether it was completed, by whom, and how long it took."""

from collections.abc import Iterator

from services.metrics.work_items.facts import (
    Fact,
    counted,
    creation_of,
    lasted,
    since,
    standing_solve,
)
from services.metrics.work_items.transitions import Transition


def issue_facts(life: list[Transition]) -> Iterator[Fact]:
    """The facts of an issue that stands completed; what was not planned or a duplicate has none."""
    solve = standing_solve(life)
    whose = _credited(solve) if solve is not None else None
    if solve is None or whose is None:
        return
    yield counted("issues_closed", whose, solve)
    yield from lasted("issue_cycle_time", whose, solve, since(creation_of(life), solve.at))


def _credited(solve: Transition) -> str | None:
    """The assignee, else whoever closed it."""
    return solve.assignee or solve.actor
