"""What goes on record: every version of a thing, and the change that made it."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from shared.schemas.words import Told


class OnRecord(BaseModel):
    """What every thing on record knows of its latest change."""

    version: int
    changed_by: str
    changed_at: datetime


class Edit(Told):
    """One change: the fields that changed, before and after."""

    version: int
    what: str = Field(description="created, edited, or the state that it came to")
    by: str
    at: datetime
    why: str | None
    before: dict[str, Any]
    after: dict[str, Any]


class History(Told):
    """A page of a thing's changes, the oldest first."""

    items: list[Edit]
    next_cursor: str | None = None
