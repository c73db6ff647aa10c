"""Cycles: a year, a half or a quarter by its name, and the days that it means."""

from datetime import date, timedelta
from typing import TypeVar

from shared.schemas.goals.objectives import Cycle, Intent, Period

Meant = TypeVar("Meant", bound=Intent)

MONTHS = {"Q": 3, "H": 6}


def period_of(cycle: Cycle) -> Period:
    """The days of a cycle.

    >>> str(period_of("2026-Q4").first_day), str(period_of("2026-H2").last_day)
    ('2026-10-01', '2026-12-31')
    """
    year, _, part = cycle.partition("-")
    months = MONTHS[part[0]] if part else 12
    nth = int(part[1]) if part else 1
    first = date(int(year), months * (nth - 1) + 1, 1)
    after = date(int(year) + months * nth // 12, months * nth % 12 + 1, 1)
    return Period(first_day=first, last_day=after - timedelta(days=1))


def in_cycle(said: Meant) -> Meant:
    """What was said, with the period that follows from a cycle said alone."""
    if said.cycle is None or said.period is not None:
        return said
    return said.model_copy(update={"period": period_of(said.cycle)})
