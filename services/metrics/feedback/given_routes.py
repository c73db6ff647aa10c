"""What one has said oneself, over HTTP: to look at, and to withdraw."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.metrics.feedback import rounds, store
from services.metrics.feedback.authors import Author, NobodyInParticular
from services.metrics.feedback.counting import Counting
from services.metrics.feedback.domain import RatingUnknown
from services.metrics.feedback.facts import facts_of
from services.metrics.feedback.giving import SEALED
from services.metrics.feedback.reading import told
from services.metrics.feedback.rounds import RoundNotOpen
from services.metrics.today import Today
from shared.clock import now
from shared.db import Session
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cut, id_of
from shared.schemas.metrics.feedback import Given

router = APIRouter(prefix="/v1/feedback", tags=["feedback"])


@router.get("/given", operation_id="list_given_feedback", summary="What you said of others")
async def list_given(
    request: Request,
    response: Response,
    author: Author,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Given:
    """Your own ratings that stand; nobody else can ask for them."""
    if author.person is None:
        raise NobodyInParticular
    found = await store.list_given(session, author.digest, after=id_of(cursor), limit=limit + 1)
    items, following = cut(request, response, found, limit, lambda each: str(each.id))
    return Given(items=[told(rating) for rating in items], next_cursor=following)


@router.delete(
    "/{rating}",
    status_code=204,
    operation_id="withdraw_feedback",
    summary="Withdraw what you said",
    responses=refusing(RatingUnknown, RoundNotOpen),
)
async def withdraw_feedback(
    rating: UUID, request: Request, author: Author, session: Session, today: Today
) -> None:
    """Its words are forgotten, its number is taken back; a review only while its round is open."""
    given = await store.hold_given(session, rating, author.digest)
    if given.kind == SEALED:
        await rounds.require_open(session, given.named["round"], given.day, today)
    else:
        counting: Counting = request.app.state.counting
        await counting.take_back(session, facts_of(given), now())
    await store.withdraw(session, rating, now())
