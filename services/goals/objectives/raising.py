"""What an edit may do to an objective that is live: mend it, but not undo what was passed."""

from services.goals.objectives.checklist import ChecklistFails, failing, judge
from services.goals.objectives.domain import told_direction
from services.goals.objectives.facts import Facts
from shared.schemas.goals.key_results import KeyResult
from shared.schemas.goals.objectives import Intent, Objective

# A blocker may be reported at any time, and whoever owns it may change.
FREE = frozenset({"owner", "blockers"})


def is_judged(before: Objective, after: Objective) -> bool:
    """Whether the checklist has a say in an edit."""
    if (before.state, after.state) != ("active", "active"):
        return False
    return any(
        getattr(before, field) != getattr(after, field)
        for field in Intent.model_fields.keys() - FREE
    )


def require_no_worse(before: Facts, after: Facts) -> None:
    """Raise ChecklistFails if an item fails by this edit, or if more is asked while one does."""
    fails = failing(judge(after))
    if fails and asks_for_more(before, after):
        raise ChecklistFails("More may be asked only once everything passes.", after, fails)
    if newly := fails - failing(judge(before)):
        raise ChecklistFails("A live objective may not lose what it passed.", after, newly)


def asks_for_more(before: Facts, after: Facts) -> bool:
    """Whether a target is raised, or a push for output is new."""
    known = {result.metric: result for result in before.objective.key_results}
    pushes = {result.metric for result in after.pushes()}
    return any(
        is_raised(known[result.metric], result)
        if result.metric in known
        else result.metric in pushes
        for result in after.objective.key_results
    )


def outdoes(after: Objective, before: Objective) -> bool:
    """Whether an objective aims beyond what another, of the same subject, aims at."""
    known = {(result.metric, result.basis): result for result in before.key_results}
    return any(
        is_raised(known[result.metric, result.basis], result)
        for result in after.key_results
        if (result.metric, result.basis) in known
    )


def is_raised(before: KeyResult, after: KeyResult) -> bool:
    """Whether a target is more ambitious than it was; read on another basis, it is another one."""
    if before.basis != after.basis:
        return True
    if after.target is None or before.target == after.target:
        return False
    if before.target is None:
        return True
    direction = told_direction(after) or after.direction
    if direction is None:
        return True
    return (after.target > before.target) == (direction == "higher")
