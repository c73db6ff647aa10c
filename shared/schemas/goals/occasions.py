"""The calendar of reviews: each has its name and place before anything is recorded of it."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from shared.schemas.goals.cadences import ReviewKind
from shared.schemas.words import KEY, Key, ReadSubject, Told, whole

OccasionState = Literal["upcoming", "due", "overdue", "missed"]
RecordedState = Literal["held", "cancelled"]
# The years of ISO weeks that reach over the first and the last day that a goal may name, too.
YEAR = "(1999|2[01][0-9]{2}|2200)"
UUID_TEXT = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
ReviewId = Annotated[
    str,
    whole(f"(objective:{UUID_TEXT}|scorecard:{KEY}):{YEAR}-" + r"(W[0-9]{2}|Q[1-4])"),
    Field(
        description="What it is of, and which one: the ISO week it is in, or the quarter behind it",
        examples=["scorecard:support_agent:2026-Q4"],
    ),
]


class Placed(BaseModel):
    """A review's place in the calendar."""

    id: ReviewId
    objective: UUID | None
    role: Key | None
    title: str
    subject: ReadSubject
    kind: ReviewKind
    occurrence: str = Field(description="The ISO week it is in, or the quarter it looks at")
    first_day: date = Field(description="The first of the days that it looks at")
    last_day: date
    starts_at: datetime
    ends_at: datetime
    time_zone: str


class Occasion(Placed, Told):
    """A review as the calendar shows it: without numbers."""

    state: OccasionState | RecordedState


class Occasions(Told):
    """Reviews of a page of what is reviewed, in order of time for each."""

    items: list[Occasion]
    next_cursor: str | None = None
