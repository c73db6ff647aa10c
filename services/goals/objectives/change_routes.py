"""Objectives over HTTP, drafted and changed; every change goes on record."""

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends, Response

from services.goals.objectives import store
from services.goals.objectives.backing import RaiseRefused
from services.goals.objectives.checklist import ChecklistFails
from services.goals.objectives.cycles import in_cycle
from services.goals.objectives.domain import (
    ObjectiveClosed,
    ObjectiveUnknown,
    edit_of,
)
from services.goals.objectives.editor import Editor
from services.goals.objectives.placing import require_parent
from services.goals.objectives.soundness import require_sound
from services.goals.objectives.standing import Standing
from services.goals.planners import Planner
from services.goals.tables import idempotency
from shared.clock import now
from shared.db import Session
from shared.edits import ChangedMeanwhile, VersionRequired, etag_of
from shared.headers import IfMatch
from shared.idempotency import Once, StillRunning, once_of
from shared.openapi import refusing
from shared.schemas.goals.objectives import Objective, ObjectiveChange, ObjectiveIn

router = APIRouter(prefix="/v1/objectives", tags=["objectives"])

EDITS = refusing(
    *(ObjectiveUnknown, ObjectiveClosed, ChecklistFails, RaiseRefused),
    *(ChangedMeanwhile, VersionRequired),
)


@router.post(
    "",
    status_code=201,
    operation_id="add_objective",
    summary="Draft an objective",
    responses=refusing(StillRunning),
)
async def add_objective(
    said: ObjectiveIn,
    response: Response,
    caller: Planner,
    session: Session,
    once: Annotated[Once, Depends(once_of(idempotency))],
) -> Objective:
    """A draft may be incomplete; the checklist says what it lacks."""
    meant = in_cycle(said)
    require_sound(meant)

    async def create() -> Objective:
        await require_parent(session, meant)
        at = now()
        objective = Objective(
            **meant.model_dump(),
            id=uuid4(),
            state="draft",
            version=1,
            created_by=caller.subject,
            created_at=at,
        )
        edit = edit_of(None, objective, by=caller.subject, at=at, why=None)
        await store.add_objective(session, objective, edit)
        return objective

    objective = await once(Objective, create)
    response.headers["Location"] = f"/v1/objectives/{objective.id}"
    response.headers["ETag"] = etag_of(objective.version)
    return objective


@router.patch(
    "/{objective_id}",
    operation_id="change_objective",
    summary="Change an objective",
    responses=EDITS,
)
async def change_objective(
    standing: Standing,
    said: ObjectiveChange,
    response: Response,
    editor: Editor,
    if_match: IfMatch = None,
) -> Objective:
    """A live objective is judged again: it may lose nothing, and a raise needs every item.

    More is asked only once an improvement has landed since, and the guardrails have held.
    """
    after = await editor.change(standing, said, if_match)
    response.headers["ETag"] = etag_of(after.version)
    return after
