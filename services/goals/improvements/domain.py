"""What an improvement is, and when it has landed."""

from datetime import date

from shared.errors import Invalid, NotFound
from shared.schemas.goals.improvements import Improvement, ImprovementChange, ImprovementIn
from shared.schemas.problems import Fault


class ImprovementUnknown(NotFound):
    """There is no such improvement."""

    def __init__(self) -> None:
        super().__init__("There is no such improvement; GET /v1/improvements lists what there is.")


class ImprovementUnsound(Invalid):
    """An improvement that contradicts itself, or names an objective that is not there."""

    def __init__(self, pointer: str, code: str, detail: str) -> None:
        super().__init__(detail, [Fault(pointer=pointer, code=code, detail=detail)])


def require_sound(said: ImprovementIn, today: date) -> None:
    """Raise ImprovementUnsound unless state and day agree, and the day has come."""
    if said.state == "landed" and said.landed_on is None:
        raise ImprovementUnsound("/landed_on", "day_missing", "Say since when it is used.")
    if said.state == "planned" and said.landed_on is not None:
        raise ImprovementUnsound("/state", "state_planned", "With a day it has landed: say so.")
    if said.landed_on is not None and said.landed_on > today:
        raise ImprovementUnsound("/landed_on", "not_yet", "What is still to come is planned.")


def changed_by(improvement: Improvement, said: ImprovementChange) -> Improvement:
    """The next version, with what was said put in."""
    fields = said.model_dump(exclude_unset=True)
    return improvement.model_copy(update=fields | {"version": improvement.version + 1})
