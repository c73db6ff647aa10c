"""What an incident's life says: its arrival, the wait for somebody, the way to its end."""

from collections.abc import Iterator

from services.metrics.work_items.facts import Fact, counted, creation_of, lasted, since
from services.metrics.work_items.transitions import Transition, is_gone


def incident_facts(life: list[Transition]) -> Iterator[Fact]:
    """The facts of an incident; what automation acknowledges or resolves is no one's output."""
    if is_gone(life):
        return
    begun = next((one for one in life if one.kind == "created"), None)
    if begun is not None:
        yield counted("incidents_triggered", None, begun)
    created = creation_of(life)
    solve = _standing_solve(life)
    answer = next((one for one in life if one.kind == "acknowledged" and one.actor), None)
    # A word after the end is no answer that anybody waited for.
    if answer is not None and (solve is None or answer.at <= solve.at):
        took = since(created, answer.at)
        yield from lasted("time_to_acknowledge", answer.actor, answer, took)
    if solve is not None and solve.actor is not None:
        yield counted("incidents_resolved", solve.actor, solve)
        yield from lasted("time_to_resolve", solve.actor, solve, since(created, solve.at))


def _standing_solve(life: list[Transition]) -> Transition | None:
    """The solve that nothing has undone since; solving again what is solved adds nothing."""
    standing: Transition | None = None
    for one in life:
        if one.kind == "solved":
            standing = standing or one
        elif one.kind in ("opened", "deleted"):
            standing = None
    return standing
