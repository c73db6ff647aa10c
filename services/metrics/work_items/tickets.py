"""What a ticket's life says: arrivals, throughput, rework, waiting, first-contact resolution."""

from collections.abc import Iterator
from dataclasses import replace

from services.metrics.work_items.facts import Fact, counted, creation_of, lasted, since
from services.metrics.work_items.measured import last_measured, measured
from services.metrics.work_items.steps import (
    Outcome,
    Step,
    first_assignment,
    handled,
    outcome_of,
    rework,
    steps_of,
)
from services.metrics.work_items.transitions import Transition, is_gone

REPLIES_OF_ONE_CONTACT = 1


def ticket_facts(life: list[Transition]) -> Iterator[Fact]:
    """The facts of a ticket; a deleted one has none, and a merged one's work counts elsewhere."""
    if is_gone(life):
        return
    steps = steps_of(life)
    outcome = outcome_of(steps)
    begun = next((step for step in steps if step.told.kind == "created"), None)
    if begun is not None:
        yield counted("tickets_created", begun.assignee, begun.told)
    yield from rework("tickets_reopened", outcome)
    yield from _ratings(steps)
    if any(one.kind == "merged" for one in life):
        return
    yield from _solve(steps, outcome)
    # Who joins a ticket midway cannot know what was the first reply, nor how many there were.
    if begun is not None:
        yield from _first_contact(steps, outcome)


def _ratings(steps: list[Step]) -> Iterator[Fact]:
    """A rating is about whoever it names, else about whoever last solved what is rated."""
    solver: str | None = None
    rated: dict[str, str | None] = {}
    for step in steps:
        solver = step.credited if step.solves else solver
        named = step.told.assignee if isinstance(step.told.assignee, str) else None
        rated[step.told.id] = named or solver or step.assignee
    for one, measure in last_measured(step.told for step in steps):
        yield measured(one, measure, rated[one.id], one.at)


def _solve(steps: list[Step], outcome: Outcome) -> Iterator[Fact]:
    """What the solve that stands is worth; nobody's solve (an automation's) is no one's output."""
    solve = outcome.standing
    if solve is None or solve.credited is None:
        return
    whose, at = solve.credited, solve.told
    yield counted("tickets_closed", whose, at)
    created = creation_of([step.told for step in steps])
    yield from lasted("lead_time", whose, at, since(created, at.at))
    begun = first_assignment(steps)
    if begun is not None:
        yield from lasted("cycle_time", whose, at, at.at - begun.told.at)
        yield from lasted("handling_time", whose, at, handled(steps[steps.index(begun) :]))


def _replies(steps: list[Step]) -> list[Transition]:
    """Words of ours: what the requester says, even if they are one of us, is no reply."""
    requester = next((step.told.author for step in steps if step.told.author is not None), None)
    replies = [step.told for step in steps if step.told.kind == "replied"]
    return [reply for reply in replies if reply.actor is None or reply.actor != requester]


def _first_contact(steps: list[Step], outcome: Outcome) -> Iterator[Fact]:
    replies = _replies(steps)
    if replies:
        created = creation_of([step.told for step in steps])
        first = replies[0]
        yield from lasted("first_response_time", first.actor, first, since(created, first.at))
    solve = outcome.first
    if solve is not None and solve.credited is not None:
        until = sum(reply.at <= solve.told.at for reply in replies)
        at_once = until <= REPLIES_OF_ONE_CONTACT and not outcome.reopenings
        fact = counted("first_contact_resolution", solve.credited, solve.told, float(at_once))
        yield replace(fact, settles=True)
