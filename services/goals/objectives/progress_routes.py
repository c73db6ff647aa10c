"""Progress over HTTP: how far, and whether it counts."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.goals.measured import ForCaller
from services.goals.objectives.domain import ObjectiveUnknown
from services.goals.objectives.facts import metrics_of
from services.goals.objectives.progressing import progress
from services.goals.objectives.span import Span, last_day
from services.goals.objectives.standing import Standing
from services.goals.today import Today
from shared.auth import Caller
from shared.openapi import refusing
from shared.schemas.goals.objectives import Day
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
    standing: Standing, _: Caller, measured: ForCaller, today: Today, as_of: AsOf = None
) -> Progress:
    """Read live from the metrics service, for whoever may see the subject's numbers there.

    The objective is taken as it stands now; `as_of` only chooses the days that are read.
    """
    found = await measured.definitions(metrics_of(standing))
    span = Span(standing, found, last_day(standing, as_of, today))
    days = await measured.days(standing.subject, sorted(found), span.first_day, span.as_of)
    return progress(span, days)
