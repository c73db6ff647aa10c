"""Who may see whom, over HTTP: for services and pages that show numbers kept elsewhere."""

from fastapi import APIRouter

from services.metrics.privacy.reader import Reader
from shared.schemas.metrics.privacy import SubjectsAsked, VisibleSubjects

router = APIRouter(prefix="/v1/subjects", tags=["privacy"])


@router.post(
    "/visible", operation_id="query_visible_subjects", summary="Whose numbers the caller may see"
)
async def query_visible_subjects(said: SubjectsAsked, reader: Reader) -> VisibleSubjects:
    """Those of the subjects whose numbers the caller may see on every one of the days."""
    span = (said.first_day or reader.today, said.last_day or reader.today)
    visible = await reader.visible(*said.subjects, span=span)
    return VisibleSubjects(subjects=[each for each in said.subjects if each in visible])
