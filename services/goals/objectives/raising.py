"""What an edit may do to an objective that is live: mend it, but not undo what was passed."""

from services.goals.measured import Definitions
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


def require_no_worse(before: Objective, after: Objective, found: Definitions) -> None:
    """Raise ChecklistFails if an item fails by this edit, or if more is asked while one does."""
    facts = Facts(after, found)
    fails = failing(judge(facts))
    if fails and asks_for_more(Facts(before, found), facts):
        raise ChecklistFails("More may be asked only once everything passes.", facts, fails)
    if newly := fails - failing(judge(Facts(before, found))):
        raise ChecklistFails("A live objective may not lose what it passed.", facts, newly)


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
