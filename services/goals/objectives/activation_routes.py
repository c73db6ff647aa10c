"""Going live over HTTP: the checklist, and the gate it keeps."""

from fastapi import APIRouter, Response

from services.goals.objectives import store
from services.goals.objectives.activation import activated, require_may_activate
from services.goals.objectives.checklist import ChecklistFails, judge
from services.goals.objectives.domain import ObjectiveClosed, ObjectiveUnknown, edit_of
from services.goals.objectives.inquiry import Inquiring
from services.goals.objectives.standing import Standing
from shared.auth import Caller
from shared.clock import now
from shared.db import Session
from shared.edits import ChangedMeanwhile, etag_of, require_match
from shared.headers import IfMatch
from shared.openapi import refusing
from shared.schemas.goals.checklist import Checklist
from shared.schemas.goals.objectives import Activation, Objective

router = APIRouter(prefix="/v1/objectives/{objective_id}", tags=["objectives"])


@router.get(
    "/checklist",
    operation_id="get_checklist",
    summary="The SMART-OKR checklist of an objective",
    responses=refusing(ObjectiveUnknown),
)
async def get_checklist(standing: Standing, _: Caller, inquiry: Inquiring) -> Checklist:
    """Six items, each passed or not with its reason, judged on the objective as it stands."""
    return judge(await inquiry.facts(standing))


@router.post(
    "/activate",
    operation_id="activate_objective",
    summary="Let an objective go live",
    responses=refusing(ObjectiveUnknown, ObjectiveClosed, ChecklistFails, ChangedMeanwhile),
)
async def activate_objective(
    standing: Standing,
    response: Response,
    caller: Caller,
    session: Session,
    inquiry: Inquiring,
    said: Activation | None = None,
    if_match: IfMatch = None,
) -> Objective:
    """Refused while the checklist fails; a live objective is answered as it is."""
    require_may_activate(standing, caller)
    if if_match is not None:
        require_match(if_match, standing.version)
    live = standing
    if standing.state == "draft":
        facts = await inquiry.facts(standing)
        reason = said.override_reason if said else None
        live = activated(facts, reason, by=caller, at=(at := now()), today=inquiry.today)
        edit = edit_of(standing, live, by=caller.subject, at=at, why=reason)
        await store.keep_objective(session, live, edit)
    response.headers["ETag"] = etag_of(live.version)
    return live
