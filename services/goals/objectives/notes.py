"""What is worth knowing of an item of the checklist although it passes."""

from collections.abc import Iterator

from services.goals.objectives.facts import Facts
from services.goals.objectives.reach import how_unusual


def no_notes(_: Facts) -> Iterator[str]:
    """Nothing."""
    return iter(())


def achievable_notes(facts: Facts) -> Iterator[str]:
    """How unusual a target would be that an improvement is to make reachable."""
    if facts.around.history is None:
        yield "Its history is not yours to see, and was not compared with the targets."
    for _, result, far in facts.out_of_reach():
        yield how_unusual(result, far)
