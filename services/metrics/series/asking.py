"""What may be asked at once, and whose days they are."""

from datetime import date, timedelta

from services.metrics.series.domain import Span, windows
from shared.errors import Invalid
from shared.schemas.metrics.series import SeriesQuery
from shared.schemas.problems import Fault

POINTS_AT_MOST = 200_000
STREAMED_AT_MOST = 10_000_000  # points; each subject's within the bound above
PEOPLE_DAYS_AT_MOST = 5_000_000  # where people are looked at one by one
FIRST_DAY = date(1970, 1, 1)  # no event is older
COPIED_AT_MOST = 20_000_000  # people (and their accounts) times days of a stream


class SeriesTooLong(Invalid):
    """More points than one answer may have."""

    def __init__(self, most: int) -> None:
        fault = Fault(pointer="/from", code="too_long", detail="Ask for less at once.")
        super().__init__(f"At most {most} points an answer.", [fault])


class PeopleTooMany(Invalid):
    """More people times days than are looked through for one answer."""

    def __init__(self, most: int) -> None:
        fault = Fault(pointer="/from", code="too_many_people", detail="Ask for less at once.")
        super().__init__(
            f"At most {most} people times days: ask for fewer days or people.", [fault]
        )


class DaysUnordered(Invalid):
    """A span that ends before it begins."""

    def __init__(self) -> None:
        fault = Fault(pointer="/to", code="ends_first", detail="Not before `from`.")
        super().__init__("Let `to` be on or after `from`.", [fault])


class DaysTooEarly(Invalid):
    """A span that begins before anything can have happened."""

    def __init__(self) -> None:
        fault = Fault(pointer="/from", code="too_early", detail="Not before 1970.")
        super().__init__(f"Let `from` be {FIRST_DAY} or later: no event is older.", [fault])


class TimeZoneFixed(Invalid):
    """Days are the organization's; in another time zone they would be other days."""

    def __init__(self, zone: str) -> None:
        fault = Fault(pointer="/time_zone", code="time_zone_fixed", detail=f"It is {zone!r} here.")
        super().__init__(
            f"Leave `time_zone` out, or say {zone!r}: it decided on which day each event counts,"
            " and days cannot be cut anew afterwards.",
            [fault],
        )


def require_zone(asked: str | None, zone: str) -> None:
    """Raise TimeZoneFixed if another time zone is asked for than the organization's."""
    if asked not in (None, zone):
        raise TimeZoneFixed(zone)


def whole_windows(query: SeriesQuery, most: int) -> list[Span]:
    """The windows that cover the days asked for; DaysUnordered, DaysTooEarly, SeriesTooLong."""
    if query.last_day < query.first_day:
        raise DaysUnordered
    days = (query.last_day - query.first_day).days + 1
    for points, bound in (
        (days * len(query.metrics), POINTS_AT_MOST),
        (days * len(query.metrics) * len(query.subjects), most),
    ):
        if points > bound or query.last_day > date.max - timedelta(days=100):
            raise SeriesTooLong(bound)
    if query.first_day < FIRST_DAY:
        raise DaysTooEarly
    return list(windows(query.first_day, query.last_day, query.window))


def require_few(people: int, days: int, most: int = PEOPLE_DAYS_AT_MOST) -> None:
    """Raise PeopleTooMany if more people and days are asked for than can be looked through."""
    if people * days > most:
        raise PeopleTooMany(most)
