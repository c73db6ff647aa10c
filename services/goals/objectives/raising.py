"""What an edit may do to an objective that is live: mend it, but not undo what was passed."""

from collections.abc import Iterable, Mapping

from services.goals.objectives.checklist import ChecklistFails, failing, judge
from services.goals.objectives.domain import told_direction
from services.goals.objectives.facts import Facts
from shared.schemas.goals.key_results import Guardrail, KeyResult
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
    pushes = {result.metric for result in after.pushes()} - known.keys()
    # What was taken out and comes back is compared with what it was.
    return bool(pushes) or _raises(after.objective, {**after.around.dropped, **known})


def outdone_by(after: Objective, earlier: Iterable[Objective]) -> Objective | None:
    """Of a subject's earlier objectives, the latest first, one that this aims beyond."""
    seen: set[str] = set()
    for before in earlier:
        latest = {each.metric: each for each in before.key_results if each.metric not in seen}
        if _raises(after, latest):
            return before
        seen |= latest.keys()
    return None


def loosens(before: Objective, after: Objective) -> bool:
    """Whether guardrails hold more easily than they did, or are looked at more often to count."""
    now = {guardrail.metric: guardrail for guardrail in after.guardrails}
    eased = any(_eased(each, now.get(each.metric)) for each in before.guardrails)
    cadences = before.review_cadence.throughput, after.review_cadence.throughput
    return eased or cadences == ("biweekly", "weekly")


def _eased(before: Guardrail, after: Guardrail | None) -> bool:
    if after is None or (before.bound, before.window_days, before.basis) != (
        *(after.bound, after.window_days, after.basis),
    ):
        return True  # taken away, or read in another way
    return after.limit != before.limit and (after.limit < before.limit) == (after.bound == "floor")


def _raises(after: Objective, known: Mapping[str, KeyResult]) -> bool:
    return any(
        is_raised(known[result.metric], result)
        for result in after.key_results
        if result.metric in known
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
