"""How much of a full-time person somebody is on a day: by calendar, part-time and absence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from services.metrics.calendars.domain import STANDARD, hours_of
from shared.schemas.metrics.calendars import CalendarIn

Shares = npt.NDArray[np.float64]
Span = tuple[date, date]


@dataclass(frozen=True)
class Schedule:
    """What is known of a person's working days; in `calendars` the later entry wins."""

    fte: float = 1.0
    present: Span = (date.min, date.max)
    part_time: tuple[tuple[Span, float], ...] = ()
    absences: tuple[Span, ...] = ()
    calendars: tuple[tuple[Span, str], ...] = ()


def working_share(day: date, schedule: Schedule, calendars: Mapping[str, CalendarIn]) -> float:
    """The part of a full-time working day that a person's day is.

    >>> half = Schedule(fte=0.5, absences=((date(2026, 5, 5), date(2026, 5, 8)),))
    >>> paris = {STANDARD: CalendarIn(name="Paris", country="FR")}
    >>> [working_share(date(2026, 5, day), half, paris) for day in (1, 3, 4, 5)]
    [0.0, 0.0, 0.5, 0.0]
    """
    works = days_worked(calendars, day, day)
    return float(working_shares((day, day), schedule, works)[0])


def days_worked(calendars: Mapping[str, CalendarIn], first: date, last: date) -> dict[str, Shares]:
    """For each calendar, 1 for each day of the span that is worked and 0 for each that is not."""
    return {
        key: np.array([float(hours > 0) for hours in hours_of(calendar, first, last)])
        for key, calendar in calendars.items()
    }


def working_shares(span: Span, schedule: Schedule, works: Mapping[str, Shares]) -> Shares:
    """The same for every day of a span; `works` is what `days_worked` says of that span."""
    worked = works[STANDARD].copy()
    for held, calendar in schedule.calendars:
        days = _within(span, held)
        worked[days] = works.get(calendar, works[STANDARD])[days]
    fte = np.full(len(worked), schedule.fte)
    for held, share in schedule.part_time:
        fte[_within(span, held)] = share
    present = np.zeros(len(worked))
    present[_within(span, schedule.present)] = 1.0
    for held in schedule.absences:
        present[_within(span, held)] = 0.0
    shares: Shares = worked * fte * present
    return shares


def _within(span: Span, held: Span) -> slice:
    """Where in a span the days are on which something holds."""
    first, last = max(span[0], held[0]), min(span[1], held[1])
    if last < first:
        return slice(0, 0)
    return slice((first - span[0]).days, (last - span[0]).days + 1)
