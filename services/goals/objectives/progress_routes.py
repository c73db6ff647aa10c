"""Progress over HTTP: how far, and whether it counts."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from services.goals.check_ins.store import get_typed
from services.goals.measured import ForCaller
from services.goals.objectives.domain import ObjectiveUnknown
from services.goals.objectives.gathering import gathered
from services.goals.objectives.span import last_day
from services.goals.objectives.standing import Standing
from services.goals.today import Today, end_of
from shared.auth import Caller
from shared.db import Sessions
from shared.openapi import refusing
from shared.schemas.goals.days import Day
from shared.schemas.goals.progress import Progress

router = APIRouter(prefix="/v1/objectives/{objective_id}", tags=["objectives"])

AsOf = Annotated[
    Day | None, Query(description="The last day to count, in the past; today where left out")
]


@router.get(
    "/progress",
    operation_id="get_progress",
    summary="How far an objective is, and whether the gain counts",
    responses=refusing(ObjectiveUnknown),
)
async def get_progress(
    standing: Standing,
    request: Request,
    _: Caller,
    sessions: Sessions,
    measured: ForCaller,
    today: Today,
    as_of: AsOf = None,
) -> Progress:
    """Read live from the metrics service, for whoever may see the subject's numbers there.

    The objective is taken as it stands now; `as_of` only chooses the days that are read. A key
    result whose reading is typed stands at the value of the latest check-in that says one.
    """
    last = last_day(standing, as_of, today)
    async with sessions() as session:
        typed = await get_typed(session, standing.id, end_of(last, request.app.state.settings.zone))
    return (await gathered(standing, measured, typed, last))[1]
