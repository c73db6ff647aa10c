"""Going live: by passing the checklist, or by an administrator's reason that stays visible."""

from datetime import date, datetime

from services.goals.objectives.checklist import ChecklistFails, failing, failing_openly, judge
from services.goals.objectives.domain import ObjectiveClosed
from services.goals.objectives.facts import Facts
from services.goals.planners import is_planner
from shared.auth import AdministratorsOnly, Person
from shared.errors import Forbidden
from shared.schemas.goals.checklist import Override
from shared.schemas.goals.objectives import Objective


class NotYoursToActivate(Forbidden):
    """The caller neither owns the objective nor sets objectives."""

    def __init__(self) -> None:
        super().__init__("Its owner, a lead, an analyst or an administrator may activate it.")


def require_may_activate(objective: Objective, caller: Person) -> None:
    """Raise NotYoursToActivate or ObjectiveClosed."""
    owns = caller.person is not None and caller.person == objective.owner
    if not (owns or is_planner(caller)):
        raise NotYoursToActivate
    if objective.state == "closed":
        raise ObjectiveClosed


def activated(
    facts: Facts, reason: str | None, *, by: Person, at: datetime, today: date
) -> Objective:
    """The objective, live; ChecklistFails unless it passes or an administrator gives a reason."""
    checklist = judge(facts)
    override = None
    if not checklist.passed:
        if reason is None:
            detail = "Mend what fails, or have an administrator override it with a reason."
            raise ChecklistFails(detail, facts, failing(checklist))
        if not by.holds("administrator"):
            raise AdministratorsOnly
        failed = failing_openly(facts)
        override = Override(by=by.subject, at=at, reason=reason, failing=failed)
    return facts.objective.model_copy(
        update={
            "state": "active",
            "activated_at": at,
            "targets_set_on": today,
            "guarded_since": today,
            "override": override,
            "version": facts.objective.version + 1,
        }
    )
