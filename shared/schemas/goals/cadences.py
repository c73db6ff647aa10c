"""How often a pair is looked at, and when: the calendar follows from it, no row is kept."""

from functools import cache
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from shared.schemas.goals.days import Day
from shared.schemas.words import Said, whole

ReviewKind = Literal["throughput", "performance"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError("not the name of a time zone, such as Europe/Lisbon")
    return name


Zone = Annotated[str, Field(max_length=80), AfterValidator(_known_zone)]
WallTime = Annotated[str, whole(r"([01][0-9]|2[0-3]):[0-5][0-9]")]


class Meeting(Said):
    """When people meet: the clock on their wall decides, in summer as in winter."""

    weekday: Weekday = "monday"
    at: WallTime = Field("10:00", description="Local time")
    minutes: int = Field(30, ge=5, le=480)
    time_zone: Zone | None = Field(None, description="IANA name; left out: the organization's")
    country: Annotated[str, whole(r"[A-Z]{2}")] | None = Field(
        None, description="ISO 3166: on its holidays nobody meets, but on the next working day"
    )
    subdivision: Annotated[str, whole(r"[A-Za-z0-9]{1,6}")] | None = Field(
        None, description="State, region or canton, as ISO 3166-2 says after the hyphen"
    )
    starting: Day | None = Field(
        None, description="No review before; for biweekly, its week is the first"
    )
    grace_days: int = Field(3, ge=0, le=60, description="Days after which what is due is overdue")


class ReviewCadence(Said):
    """How often throughput is checked, and how often performance is reviewed."""

    throughput: Literal["weekly", "biweekly"] | None = None
    performance: Literal["quarterly"] | None = None
    meeting: Meeting = Meeting()
