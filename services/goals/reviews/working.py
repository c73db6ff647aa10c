"""Which days people work on: public holidays of a country, and its weekend."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache

import holidays

from shared.schemas.goals.cadences import Meeting
from shared.schemas.problems import Fault

DAY = timedelta(days=1)


@cache
def _countries() -> dict[str, list[str]]:
    return holidays.list_supported_countries(include_aliases=False)


@lru_cache(maxsize=1000)
def _calendar(country: str, subdivision: str | None, year: int) -> holidays.HolidayBase:
    # One that grew by the year as it is asked would show a half-filled year to another thread.
    return holidays.country_holidays(country, subdiv=subdivision, years=year, expand=False)


def meeting_faults(meeting: Meeting, pointer: str) -> Iterator[Fault]:
    """What is wrong with where people meet: a country or part of it whose holidays nobody knows."""
    country, subdivision = meeting.country, meeting.subdivision
    if country is None:
        if subdivision is not None:
            detail = "A part of which country? Name it too."
            yield Fault(pointer=f"{pointer}/country", code="country_missing", detail=detail)
    elif country not in _countries():
        detail = f"The holidays of {country!r} are not known; leave it out."
        yield Fault(pointer=f"{pointer}/country", code="country_unknown", detail=detail)
    elif subdivision is not None and subdivision not in _countries()[country]:
        parts = ", ".join(_countries()[country]) or "none"
        detail = f"Of {country} these parts are known: {parts}."
        yield Fault(pointer=f"{pointer}/subdivision", code="part_unknown", detail=detail)


def day_to_meet(day: date, meeting: Meeting) -> date:
    """The day itself or, where it is a holiday, the next working day."""
    country, subdivision = meeting.country, meeting.subdivision
    # What was known once and is no more has no holidays, rather than no reviews.
    if country not in _countries() or subdivision not in (None, *_countries()[country]):
        return day
    if day not in _calendar(country, subdivision, day.year):
        return day
    while not _calendar(country, subdivision, day.year).is_working_day(day):
        day += DAY
    return day
