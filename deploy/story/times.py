"""The story's own clock: minutes since the midnight before its first Monday."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

DAY = 1440.0
OPENS = 9 * 60.0
CLOSES = 16.5 * 60.0  # seven and a half hours of work, breaks aside
WORKDAYS = 5


def in_office_hours(minute: float) -> float:
    """The same minute if the office is open, else the same time into the next morning it is."""
    day, of_day = divmod(minute, DAY)
    if of_day > CLOSES:
        day, of_day = day + 1, OPENS + (of_day - CLOSES) / 4
    weekday = int(day) % 7
    if weekday >= WORKDAYS:
        day += 7 - weekday
    return day * DAY + max(of_day, OPENS)


def moment(first_day: date, minute: float) -> datetime:
    """The minute as a time of the calendar, in whole seconds."""
    midnight = datetime.combine(first_day, datetime.min.time(), UTC)
    return midnight + timedelta(seconds=round(60 * minute))


def working_days(weeks: int) -> Iterator[int]:
    """Mondays to Fridays, as days of the calendar from 0."""
    return (7 * week + weekday for week in range(weeks) for weekday in range(WORKDAYS))
