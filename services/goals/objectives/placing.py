"""Where an objective hangs: under one that exists, and never under itself."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.goals.objectives import tree_store
from services.goals.objectives.domain import ObjectiveUnsound
from shared.schemas.goals.objectives import Objective, ObjectiveIn
from shared.schemas.problems import Fault

# An objective serves one of its own level or of a wider one.
LEVELS = {"organization": 0, "team": 1, "role": 1, "person": 2}


async def require_parent(session: AsyncSession, said: ObjectiveIn) -> None:
    """Raise ObjectiveUnsound unless the parent, where one is named, exists and is no narrower."""
    if said.parent is None:
        return
    wider = await tree_store.get_subject(session, said.parent)
    if wider is None:
        fault = Fault(pointer="/parent", code="objective_unknown", detail="No such objective.")
        raise ObjectiveUnsound("Name a parent that exists, or none.", [fault])
    if _level(wider) > _level(said.subject):
        detail = f"It is of {wider}, which is narrower than {said.subject}."
        fault = Fault(pointer="/parent", code="parent_narrower", detail=detail)
        raise ObjectiveUnsound("Organization, then team, then person: aim upwards.", [fault])


def _level(subject: str) -> int:
    return LEVELS[subject.partition(":")[0]]


async def require_no_cycle(session: AsyncSession, objective: Objective) -> None:
    """Raise ObjectiveUnsound if the objective would hang below itself."""
    parent = objective.parent
    if parent is not None and objective.id in await tree_store.ancestors(session, parent):
        fault = Fault(pointer="/parent", code="cycle", detail="It is below this objective.")
        raise ObjectiveUnsound("An objective cannot serve itself.", [fault])
