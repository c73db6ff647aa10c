"""Calendar addresses: what a calendar program subscribes to, which cannot send a token."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from shared.schemas.words import Key, ReadSubject, Said, Told, example


class FeedIn(Said):
    """Whose reviews the calendar shows: of a subject, or of the objectives that a person owns."""

    model_config = example(subject="team:support")

    subject: ReadSubject | None = None
    owner: Key | None = Field(None, description="Where neither is said: you")


class Feed(Told):
    """A calendar address, without its secret."""

    id: UUID
    made_by: str
    created_at: datetime
    subject: ReadSubject | None
    owner: Key | None


class FeedMade(Feed):
    """A new calendar address: shown once, and as good as a password for titles and times."""

    url_path: str


class Feeds(Told):
    """A page of calendar addresses, the newest first."""

    items: list[Feed]
    next_cursor: str | None = None
