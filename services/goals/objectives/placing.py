"""Where an objective hangs: under one that exists, and never under itself."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.goals.objectives import store
from services.goals.objectives.domain import ObjectiveUnsound
from shared.schemas.goals.objectives import Objective
from shared.schemas.problems import Fault


async def require_parent(session: AsyncSession, parent: UUID | None) -> None:
    """Raise ObjectiveUnsound unless the parent, where one is named, exists."""
    if parent is not None and not await store.exists(session, parent):
        fault = Fault(pointer="/parent", code="objective_unknown", detail="No such objective.")
        raise ObjectiveUnsound("Name a parent that exists, or none.", [fault])


async def require_no_cycle(session: AsyncSession, objective: Objective) -> None:
    """Raise ObjectiveUnsound if the objective would hang below itself."""
    parent = objective.parent
    if parent is not None and objective.id in await store.ancestors(session, parent):
        fault = Fault(pointer="/parent", code="cycle", detail="It is below this objective.")
        raise ObjectiveUnsound("An objective cannot serve itself.", [fault])
