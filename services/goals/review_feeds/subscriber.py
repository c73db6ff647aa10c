"""Who reads a calendar: whoever sends a token, or a program that knows a secret address."""

from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.security import HTTPAuthorizationCredentials

from services.goals.review_feeds import store
from services.goals.review_feeds.domain import FeedOfNobody, digest_of
from services.goals.reviews.asking import Whose
from services.goals.reviews.store import Asked
from shared.auth import authenticate, bearer
from shared.db import Sessions
from shared.secrets import pepper_of

Secret = Annotated[
    str | None,
    Query(
        max_length=100,
        description="The secret of a calendar address; where it is sent, it says whose reviews",
    ),
]


async def authenticate_subscriber(
    request: Request,
    sessions: Sessions,
    whose: Whose,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
    feed: Secret = None,
) -> Asked:
    """Whose reviews are asked for, by whoever may ask; FeedUnknown, TokenRefused, FeedOfNobody."""
    if feed is not None:
        pepper = pepper_of(request.app.state.settings)
        async with sessions() as reading:
            found = await store.find_feed(reading, digest_of(feed, pepper))
        return Asked(found.subject, found.owner)
    caller = await authenticate(request, credentials)
    owner = whose.owner if whose.owner or whose.subject else caller.person
    if owner is None and whose.subject is None:
        raise FeedOfNobody
    return Asked(whose.subject, owner)


Subscriber = Annotated[Asked, Depends(authenticate_subscriber)]
