"""Who may check in, and on what."""

from services.goals.planners import is_planner
from shared.auth import Person
from shared.errors import Conflict, Forbidden
from shared.schemas.goals.objectives import Objective


class NotLive(Conflict):
    """Only a live objective is checked in on."""

    def __init__(self) -> None:
        super().__init__("Only a live objective is checked in on; activate it first.")


class NotYoursToCheckIn(Forbidden):
    """The caller neither owns the objective nor sets objectives."""

    def __init__(self) -> None:
        super().__init__("Its owner, a lead, an analyst or an administrator may check in.")


def require_may_check_in(objective: Objective, caller: Person) -> None:
    """Raise NotYoursToCheckIn or NotLive."""
    owns = caller.person is not None and caller.person == objective.owner
    if not (owns or is_planner(caller)):
        raise NotYoursToCheckIn
    if objective.state != "active":
        raise NotLive
