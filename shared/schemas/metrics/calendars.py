"""Which days are worked, and for how many hours."""

from datetime import date
from typing import Annotated

from pydantic import Field

from shared.schemas.words import Key, Said, Sentence, Told, example

Hours = Annotated[float, Field(ge=0, le=24)]


class OwnDay(Said):
    """A day that is other than its weekday and the country say; no hours: a day off."""

    day: date
    hours: Hours = 0.0
    name: Sentence | None = None


class CalendarIn(Said):
    """A working calendar: hours by weekday, the holidays of a country, and own days."""

    model_config = example(
        name="Munich",
        hours=[8, 8, 8, 8, 6, 0, 0],
        country="DE",
        subdivision="BY",
        days=[{"day": "2026-12-24", "name": "Closed between the years"}],
    )

    name: Sentence
    hours: list[Hours] = Field(
        default=[8.0, 8.0, 8.0, 8.0, 8.0, 0.0, 0.0],
        min_length=7,
        max_length=7,
        description="Of Monday to Sunday",
    )
    country: str | None = Field(None, pattern=r"^[A-Z]{2}$", description="Its public holidays")
    subdivision: str | None = Field(None, pattern=r"^[A-Z0-9]{1,6}$", description="A part of it")
    days: list[OwnDay] = Field(default=[], max_length=1000)


class Calendar(CalendarIn):
    """A working calendar of the organization."""

    key: Key


class Calendars(Told):
    """A page of working calendars, by key."""

    items: list[Calendar]
    next_cursor: str | None = None


class WorkingDay(Told):
    """How much of a full-time working day a person's day is."""

    day: date
    share: float = Field(description="0 on a day off, a holiday or when absent; 0.8 at four fifths")


class WorkingTime(Told):
    """A person's working days, one by one."""

    person: Key
    days: list[WorkingDay]
    total: float = Field(description="Full-time equivalent days")
