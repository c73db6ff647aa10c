"""Reviews over HTTP, recorded once and amended on record."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from services.goals.measured import ForCaller
from services.goals.planners import Planner
from services.goals.records import store
from services.goals.records.answers import show
from services.goals.records.domain import AlreadyOnRecord
from services.goals.reviews.access import require_reader
from services.goals.reviews.asking import Named, Zone, find
from services.goals.reviews.domain import ReviewNotYours, ReviewUnknown, ReviewUnsound
from services.goals.reviews.recording import Recording, amended, recorded, require_sound
from services.goals.reviews.store import REVIEWS
from services.goals.tables import idempotency
from services.goals.today import Today
from shared.client import NotAllowedByPeer
from shared.clock import now
from shared.db import Session
from shared.edits import ChangedMeanwhile, VersionRequired, require_match
from shared.headers import IfMatch
from shared.idempotency import Once, StillRunning, once_of
from shared.openapi import refusing
from shared.schemas.goals.reviews import Review, ReviewChange, ReviewIn

router = APIRouter(prefix="/v1/reviews", tags=["reviews"])


@router.post(
    "",
    status_code=201,
    operation_id="record_review",
    summary="Record what came of a review",
    responses=refusing(
        ReviewUnknown, ReviewUnsound, AlreadyOnRecord, StillRunning, NotAllowedByPeer
    ),
)
async def record_review(
    said: ReviewIn,
    request: Request,
    response: Response,
    caller: Planner,
    session: Session,
    measured: ForCaller,
    zone: Zone,
    today: Today,
    once: Annotated[Once, Depends(once_of(idempotency))],
) -> Review:
    """Both numbers are read with the caller's permission, or typed with a reason."""
    if known := await once.answered(Review):
        return _made(response, known)
    found = await find(said.review, request, zone)
    if found.occasion is None:
        raise AlreadyOnRecord  # the cadence is another one now; a record alone is left
    require_sound(said, said.state, found.occasion, today)
    how = Recording(found.reviewed, measured, caller.subject, now())
    new = await recorded(how, found.occasion, said)
    review = await once(Review, lambda: store.add_record(session, REVIEWS, new))
    return _made(response, review)


def _made(response: Response, review: Review) -> Review:
    response.headers["Location"] = f"/v1/reviews/{review.id}"
    return show(response, review)


@router.patch(
    "/{review_id}",
    operation_id="change_review",
    summary="Amend what was recorded",
    responses=refusing(
        ReviewUnknown, ReviewUnsound, ReviewNotYours, ChangedMeanwhile, VersionRequired
    ),
)
async def change_review(
    found: Named,
    said: ReviewChange,
    response: Response,
    caller: Planner,
    session: Session,
    measured: ForCaller,
    today: Today,
    if_match: IfMatch = None,
) -> Review:
    """Tick off an action, add what was forgotten, or put a number right with its reason."""
    standing = found.review
    if standing is None:
        raise ReviewUnknown
    require_match(if_match, standing.version)
    await require_reader(caller, standing, measured)
    state = said.state if "state" in said.model_fields_set else standing.state
    require_sound(said, state, standing, today)
    how = Recording(found.reviewed, measured, caller.subject, now())
    following = await amended(how, standing, said)
    await store.keep_record(session, REVIEWS, standing, following, why=said.why)
    return show(response, following)
