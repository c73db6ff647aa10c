"""Feedback over HTTP: given by whoever may, read by those it is about."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.metrics.directory.domain import require_days
from services.metrics.feedback import reading
from services.metrics.feedback.authors import Author
from services.metrics.feedback.counting import Counting
from services.metrics.feedback.domain import RatingStands
from services.metrics.feedback.giving import SEALED, Giving, OutOfScope
from services.metrics.feedback.reviews import reviews_of
from services.metrics.feedback.rounds import RoundNotOpen, RoundUnknown
from services.metrics.frameworks.domain import FrameworkUnknown
from services.metrics.privacy.reader import Reader
from shared.clock import now
from shared.db import Session
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cut, id_of
from shared.schemas.metrics.feedback import Feedback, RatedKind, RatingIn, RatingKept
from shared.schemas.words import ReadSubject

router = APIRouter(prefix="/v1/feedback", tags=["feedback"])


@router.post(
    "",
    status_code=201,
    operation_id="give_feedback",
    summary="Rate somebody's work",
    responses={
        200: {"description": "It was given before, and stands.", "model": RatingKept},
        **refusing(RatingStands, RoundNotOpen, RoundUnknown, FrameworkUnknown, OutOfScope),
    },
)
async def give_feedback(
    said: RatingIn, request: Request, response: Response, author: Author, session: Session
) -> RatingKept:
    """Each rating is kept once, counts for its metric, and never shows who gave it.

    People rate by their ties to the subject today; systems push answers with an API key. A
    360-degree review is sealed until its round is over.
    """
    counting: Counting = request.app.state.counting
    kept = await Giving(session, counting, author, now()).give(said)
    response.status_code = 201 if kept.status == "kept" else 200
    return kept


@router.get("", operation_id="get_feedback", summary="What was said of somebody's work")
async def get_feedback(
    subject: Annotated[ReadSubject, Query(examples=["person:ana"])],
    first_day: Annotated[date, Query(alias="from")],
    last_day: Annotated[date, Query(alias="to", description="Inclusive; two years at most")],
    request: Request,
    response: Response,
    reader: Reader,
    session: Session,
    kind: RatedKind | None = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Feedback:
    """Rating by rating for themselves and their leads, never by whom; and reviews that are over.

    For a group that one does not lead, only whole quarters in which enough people spoke.
    """
    require_days(first_day, last_day)
    asked = reading.Asked(subject, first_day, last_day, kind)
    least = reader.settings.smallest_group
    if not await reader.answers_for(subject):
        quarters = reading.whole_quarters(asked, reader.today)
        span = (quarters.first_day, quarters.last_day) if quarters else None
        await reader.require(subject, span=span)
        return Feedback(
            quarters=await reading.get_quarters(session, quarters, least) if quarters else []
        )
    found = await reading.list_rated(session, asked, after=id_of(cursor), limit=limit + 1)
    items, following = cut(request, response, found, limit, lambda each: str(each.id))
    said = [] if cursor or kind not in (None, SEALED) else await reading.published(session, asked)
    return Feedback(items=items, reviews=reviews_of(said, least), next_cursor=following)
