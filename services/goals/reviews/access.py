"""Who may read a review: it holds numbers of somebody, and what was said of them."""

from services.goals.measured import Measured
from services.goals.reviews.domain import ReviewNotYours
from shared.auth import Person
from shared.schemas.goals.reviews import Review


async def require_reader(caller: Person, review: Review, measured: Measured) -> None:
    """Raise ReviewNotYours unless they were there, or may see the subject's numbers."""
    if caller.person is not None and caller.person in review.attendance:
        return
    days = (review.first_day, review.last_day)
    if review.subject not in await measured.visible([review.subject], *days):
        raise ReviewNotYours(review.subject)
