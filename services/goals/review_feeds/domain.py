"""What a calendar address is: a secret that opens titles and times, until it is revoked."""

import hmac
import secrets
from datetime import datetime
from uuid import uuid4

from shared.errors import Invalid, NotFound
from shared.schemas.goals.review_feeds import FeedIn, FeedMade
from shared.schemas.problems import Fault

PATH = "/v1/reviews.ics?feed="


class FeedUnknown(NotFound):
    """There is no such calendar address, or it was revoked."""

    def __init__(self) -> None:
        super().__init__("It is not known, or was revoked; make a new one at /v1/review_feeds.")


class FeedOfNobody(Invalid):
    """A calendar must be somebody's, and the caller is no person."""

    def __init__(self) -> None:
        fault = Fault(pointer="/owner", code="owner_missing", detail="Whose reviews?")
        super().__init__("Name a subject or an owner: your token names no person.", [fault])


def make_feed(said: FeedIn, *, by: str, person: str | None, at: datetime) -> tuple[FeedMade, str]:
    """A new address with its secret; FeedOfNobody."""
    owner = said.owner if said.owner or said.subject else person
    if owner is None and said.subject is None:
        raise FeedOfNobody
    secret = f"cpf_{secrets.token_urlsafe(32)}"
    feed = FeedMade(
        id=uuid4(),
        made_by=by,
        created_at=at,
        subject=said.subject,
        owner=owner,
        url_path=PATH + secret,
    )
    return feed, secret


def digest_of(secret: str, pepper: bytes) -> bytes:
    """The keyed hash under which a secret is found again."""
    return hmac.digest(pepper, secret.encode(), "sha256")
