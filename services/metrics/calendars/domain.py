"""What a working calendar says of a day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

import holidays

from shared.errors import Invalid, NotFound
from shared.schemas.metrics.calendars import CalendarIn
from shared.schemas.problems import Fault

STANDARD = "standard"  # everybody's, for whom no other is said
AS_USUAL = CalendarIn(name="Monday to Friday")  # until the organization puts a standard of its own


class CalendarUnknown(NotFound):
    """There is no such working calendar."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is no calendar {key!r}; PUT it first.")


class CalendarUnsound(Invalid):
    """A country whose holidays are not known, or a day said twice."""


def hours_of(calendar: CalendarIn, first: date, last: date) -> list[float]:
    """The hours of a full-time person on each day from first to last.

    >>> hours_of(CalendarIn(name="Paris", country="FR"), date(2026, 5, 1), date(2026, 5, 4))
    [0.0, 0.0, 0.0, 8.0]
    """
    own = {said.day: said.hours for said in calendar.days}
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return [own[day] if day in own else _usual_hours(calendar, day) for day in days]


def require_sound(calendar: CalendarIn) -> None:
    """Raise CalendarUnsound, naming every field that is wrong."""
    if faults := list(_faults(calendar)):
        raise CalendarUnsound("Mend " + ", ".join(fault.pointer for fault in faults), faults)


def _usual_hours(calendar: CalendarIn, day: date) -> float:
    if calendar.country and day in _holidays(calendar.country, calendar.subdivision, day.year):
        return 0.0
    return calendar.hours[day.weekday()]


@lru_cache(maxsize=1000)
def _holidays(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))


def _faults(calendar: CalendarIn) -> Iterator[Fault]:
    known = holidays.list_supported_countries(include_aliases=True)
    if calendar.country and calendar.country not in known:
        detail = "The public holidays of this country are not known; say its days as `days`."
        yield Fault(pointer="/country", code="country_unknown", detail=detail)
    elif calendar.subdivision and calendar.subdivision not in known.get(calendar.country or "", ()):
        detail = "The country has no such subdivision; leave it out, or name its country."
        yield Fault(pointer="/subdivision", code="subdivision_unknown", detail=detail)
    said = Counter(own.day for own in calendar.days)
    for index, own in enumerate(calendar.days):
        if said[own.day] > 1:
            detail = f"{own.day} is said more than once."
            yield Fault(pointer=f"/days/{index}/day", code="day_repeated", detail=detail)
