"""Calendar addresses over HTTP: made for oneself, shown once, revoked at once."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from services.goals.numbers import number_of
from services.goals.records.answers import turn
from services.goals.review_feeds import store
from services.goals.review_feeds.domain import FeedOfNobody, FeedUnknown, digest_of, make_feed
from services.goals.tables import idempotency
from shared.auth import Caller, Person
from shared.clock import now
from shared.db import Session
from shared.idempotency import Once, StillRunning, once_of
from shared.openapi import refusing
from shared.pages import Cursor, Limit
from shared.schemas.goals.review_feeds import FeedIn, FeedMade, Feeds
from shared.secrets import pepper_of

router = APIRouter(prefix="/v1/review_feeds", tags=["reviews"])


@router.post(
    "",
    status_code=201,
    operation_id="add_review_feed",
    summary="Make a calendar address",
    responses=refusing(FeedOfNobody, StillRunning),
)
async def add_review_feed(
    said: FeedIn,
    request: Request,
    response: Response,
    caller: Caller,
    session: Session,
    once: Annotated[Once, Depends(once_of(idempotency, secret=True))],
) -> FeedMade:
    """For a calendar program, which cannot send a token; whoever knows it sees titles and times."""
    feed, secret = make_feed(said, by=caller.subject, person=caller.person, at=now())
    digest = digest_of(secret, pepper_of(request.app.state.settings))
    made = await once(FeedMade, lambda: store.add_feed(session, feed, digest))
    response.headers["Location"] = f"/v1/review_feeds/{made.id}"
    return made


@router.get("", operation_id="list_review_feeds", summary="Calendar addresses, the newest first")
async def list_review_feeds(
    request: Request,
    response: Response,
    caller: Caller,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Feeds:
    """Your own; for an administrator everybody's. Their secrets are not shown again."""
    before = number_of(cursor)
    found = await store.list_feeds(session, _whose(caller), before=before, limit=limit + 1)
    items, following = turn(request, response, found, limit)
    return Feeds(items=items, next_cursor=following)


@router.delete(
    "/{feed_id}",
    status_code=204,
    operation_id="revoke_review_feed",
    summary="Revoke a calendar address",
    responses=refusing(FeedUnknown),
)
async def revoke_review_feed(feed_id: UUID, caller: Caller, session: Session) -> None:
    """Your own; for an administrator anybody's. From the next request on it opens nothing."""
    await store.remove_feed(session, feed_id, _whose(caller))


def _whose(caller: Person) -> str | None:
    return None if caller.holds("administrator") else caller.subject
