"""What routes of reviews need to find: the review of the path, and the zone of the house."""

from dataclasses import dataclass
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Query, Request

from services.goals.reviews import store
from services.goals.reviews.domain import (
    Reviewed,
    ReviewUnknown,
    latest_begun,
    occasion_of,
    occurrence_named,
    split,
    state_of,
)
from shared.auth import Caller
from shared.clock import now
from shared.schemas.goals.occasions import Occasion, ReviewId
from shared.schemas.goals.reviews import Review
from shared.schemas.words import Key, ReadSubject
from shared.settings import Settings


async def _zone(request: Request) -> ZoneInfo:
    settings: Settings = request.app.state.settings
    return settings.zone


Zone = Annotated[ZoneInfo, Depends(_zone)]


@dataclass(frozen=True)
class Found:
    """A review by its name: what it is of, its place in the calendar, and what is on record."""

    reviewed: Reviewed
    occasion: Occasion | None
    review: Review | None


async def find(review_id: ReviewId, request: Request, zone: ZoneInfo) -> Found:
    """Whatever is known of a review; its connection is given back at once. ReviewUnknown."""
    key, name = split(review_id)
    async with request.app.state.sessions() as session:
        review = (await store.recorded_among(session, [review_id])).get(review_id)
        reviewed = await store.get_reviewed(session, key, zone)
    occurrence, at = occurrence_named(reviewed.rhythm, name), now()
    if occurrence is None and review is None:
        raise ReviewUnknown
    if occurrence is None:
        return Found(reviewed, None, review)
    state = state_of(occurrence, latest_begun(reviewed.rhythm, at), reviewed.rhythm, at)
    return Found(reviewed, occasion_of(reviewed, occurrence, state), review)


async def _named(review_id: ReviewId, request: Request, zone: Zone, _: Caller) -> Found:
    return await find(review_id, request, zone)


Named = Annotated[Found, Depends(_named)]


async def _asked(
    subject: Annotated[ReadSubject | None, Query(examples=["team:support"])] = None,
    owner: Annotated[Key | None, Query(description="Of the objectives that they own")] = None,
) -> store.Asked:
    return store.Asked(subject, owner)


Whose = Annotated[store.Asked, Depends(_asked)]
