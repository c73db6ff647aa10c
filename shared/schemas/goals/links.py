"""What obstacles, improvements and experiments point at."""

from uuid import UUID

from pydantic import Field

from shared.schemas.goals.days import Day
from shared.schemas.words import Key, ReadSubject, Said


class InsightLink(Said):
    """An insight: it is computed anew whenever it is asked for, so its question is its name."""

    subject: ReadSubject
    first_day: Day = Field(alias="from")
    last_day: Day = Field(alias="to")
    rule: Key | None = Field(None, description="The rule whose finding it was")


class Linked(Said):
    """Whom and what it concerns."""

    teams: list[Key] = Field(default=[], max_length=50)
    objectives: list[UUID] = Field(default=[], max_length=50)
    insights: list[InsightLink] = Field(default=[], max_length=50)
