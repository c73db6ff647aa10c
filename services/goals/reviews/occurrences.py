"""From a cadence to its calendar: a pure function, and nothing is kept for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

from services.goals.reviews.working import day_to_meet
from shared.schemas.goals.cadences import Meeting, ReviewCadence, ReviewKind, Weekday

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
WEEKDAYS = get_args(Weekday)
WEEKS = {"weekly": 1, "biweekly": 2}
FIRST_MONDAY = date(2000, 1, 3)  # where nothing says which of two weeks is the first
# The longest that holidays put a review off: Golden Week, the Spring Festival and Eid take less.
PUT_OFF = timedelta(days=21)


@dataclass(frozen=True)
class Rhythm:
    """A cadence and the days of what is reviewed; without a last day until further notice."""

    cadence: ReviewCadence
    zone: ZoneInfo
    first_day: date
    last_day: date | None = None

    def touches(self, first: date, last: date) -> bool:
        """Whether any of these days is one of what is reviewed."""
        return self.first_day <= last and (self.last_day is None or first <= self.last_day)


@dataclass(frozen=True)
class Occurrence:
    """One review: its name in the calendar, the days it looks at, and when people meet."""

    kind: ReviewKind
    key: str
    first_day: date
    last_day: date
    meets_on: date
    starts_at: datetime
    ends_at: datetime


def occurrences(rhythm: Rhythm, first: date, last: date) -> list[Occurrence]:
    """Every review that people meet for from one day to another, in order of time."""
    planned = [*_throughput(rhythm, first, last), *_performance(rhythm, first, last)]
    there = [each for each in planned if first <= each.meets_on <= last]
    return sorted(there, key=lambda each: (each.starts_at, each.kind))


def _throughput(rhythm: Rhythm, first: date, last: date) -> Iterator[Occurrence]:
    """Every week or two on one weekday, looking back at the weeks before that day."""
    cadence, meeting = rhythm.cadence, rhythm.cadence.meeting
    if cadence.throughput is None:
        return
    step = WEEKS[cadence.throughput]
    anchor = monday_of(meeting.starting or FIRST_MONDAY)
    monday = monday_of(first - PUT_OFF)
    while (day := monday + DAY * WEEKDAYS.index(meeting.weekday)) <= last:
        if (monday - anchor).days // 7 % step == 0:
            year, week, _ = day.isocalendar()
            key = f"{year}-W{week:02}"
            yield from _if_reviewed(rhythm, "throughput", key, day - step * WEEK, day - DAY)
        monday += WEEK


def _performance(rhythm: Rhythm, first: date, last: date) -> Iterator[Occurrence]:
    """Once a quarter, on the first such weekday after it, looking back at all of it."""
    if rhythm.cadence.performance is None:
        return
    begins = quarter_of(first - PUT_OFF - 14 * WEEK)
    while (following := quarter_of(begins + 14 * WEEK)) <= last:
        key = f"{begins.year}-Q{begins.month // 3 + 1}"
        yield from _if_reviewed(rhythm, "performance", key, begins, following - DAY)
        begins = following


def _if_reviewed(
    rhythm: Rhythm, kind: ReviewKind, key: str, first: date, last: date
) -> Iterator[Occurrence]:
    meeting = rhythm.cadence.meeting
    planned = _next_weekday(last + DAY, meeting)
    if not rhythm.touches(first, last) or planned < (meeting.starting or planned):
        return
    meets_on = day_to_meet(planned, meeting)
    # A wall clock that skips this time shows the time an hour on; one that repeats it, the first.
    starts_at = datetime.combine(meets_on, time.fromisoformat(meeting.at), rhythm.zone)
    starts_at = starts_at.astimezone(UTC).astimezone(rhythm.zone)
    ends_at = (starts_at.astimezone(UTC) + timedelta(minutes=meeting.minutes)).astimezone(
        rhythm.zone
    )
    yield Occurrence(kind, key, first, last, meets_on, starts_at, ends_at)


def _next_weekday(day: date, meeting: Meeting) -> date:
    return day + DAY * ((WEEKDAYS.index(meeting.weekday) - day.weekday()) % 7)


def monday_of(day: date) -> date:
    """The first day of its ISO week."""
    return day - DAY * day.weekday()


def quarter_of(day: date) -> date:
    """The first day of its quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
