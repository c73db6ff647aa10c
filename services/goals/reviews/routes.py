"""Reviews over HTTP, as they stand and as they came to be."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.goals.measured import ForCaller
from services.goals.numbers import number_of
from services.goals.records.answers import show, turn, turn_history
from services.goals.records.domain import holding
from services.goals.records.lists import list_records
from services.goals.records.store import list_edits
from services.goals.reviews.access import require_reader
from services.goals.reviews.asking import Named
from services.goals.reviews.domain import ReviewNotYours, ReviewUnknown
from services.goals.reviews.store import REVIEWS
from shared.auth import Caller
from shared.db import Session
from shared.openapi import refusing
from shared.pages import Cursor, Limit, version_of
from shared.schemas.goals.cadences import ReviewKind
from shared.schemas.goals.history import History
from shared.schemas.goals.occasions import Occasion, RecordedState
from shared.schemas.goals.reviews import Review, ReviewListed, Reviews
from shared.schemas.words import Key, ReadSubject

router = APIRouter(prefix="/v1/reviews", tags=["reviews"])


@router.get("", operation_id="list_reviews", summary="Recorded reviews, the latest first")
async def list_reviews(
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    subject: Annotated[ReadSubject | None, Query(examples=["team:support"])] = None,
    objective: UUID | None = None,
    role: Key | None = None,
    kind: ReviewKind | None = None,
    state: RecordedState | None = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Reviews:
    """Which took place and which did not; what was said and measured is for its readers."""
    of = str(objective) if objective else None
    wanted = holding(subject=subject, role=role, kind=kind, state=state)
    wanted |= {"objective": of} if of else {}
    found = await list_records(session, REVIEWS, wanted, before=number_of(cursor), limit=limit + 1)
    items, following = turn(request, response, found, limit)
    listed = [
        ReviewListed.model_validate(each.model_dump(include=set(ReviewListed.model_fields)))
        for each in items
    ]
    return Reviews(items=listed, next_cursor=following)


@router.get(
    "/{review_id}",
    operation_id="get_review",
    summary="One review",
    responses=refusing(ReviewUnknown, ReviewNotYours),
)
async def get_review(
    found: Named, response: Response, caller: Caller, measured: ForCaller
) -> Review | Occasion:
    """What was recorded, with the ETag that a change must name; else its place in the calendar."""
    if found.review is None:
        assert found.occasion is not None  # or it were unknown
        return found.occasion
    await require_reader(caller, found.review, measured)
    return show(response, found.review)


@router.get(
    "/{review_id}/history",
    operation_id="get_review_history",
    summary="Every change of a review",
    responses=refusing(ReviewUnknown, ReviewNotYours),
)
async def get_review_history(
    found: Named,
    request: Request,
    response: Response,
    caller: Caller,
    measured: ForCaller,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> History:
    """Who, when and why, with the fields before and after; the oldest first."""
    if found.review is None:
        return History(items=[])
    await require_reader(caller, found.review, measured)
    thing, after = REVIEWS.row.__tablename__, version_of(cursor)
    edits = await list_edits(session, thing, found.review.id, after=after, limit=limit + 1)
    return turn_history(request, response, edits, limit)
