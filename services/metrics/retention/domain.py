"""How long events keep their detail, and what is to be dropped next: a day, or what came late."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
LEEWAY = timedelta(minutes=5)  # longer than anything takes from its receipt to its commit


@dataclass(frozen=True, slots=True)
class Progress:
    """Days before `dropped_before` are done, but for what came for them since `looked_at`."""

    dropped_before: date
    looked_at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """What happened from `since` until `until` and was received from `received` on."""

    since: datetime
    until: datetime
    received: datetime
    then: Progress
    is_last: bool


def next_step(done: Progress, first_kept: date, at: datetime, zone: ZoneInfo) -> Step:
    """The next day that keeps its detail no more; or, there being none, all that came late."""
    if done.dropped_before >= first_kept:  # beyond it, if the keep was lengthened: step back
        end = datetime.combine(first_kept, time(), zone)
        then = Progress(first_kept, at - LEEWAY)
        return Step(BEGINNING, end, done.looked_at, then, is_last=True)
    begin = datetime.combine(done.dropped_before, time(), zone)
    following = done.dropped_before + DAY
    end = datetime.combine(following, time(), zone)
    return Step(begin, end, BEGINNING, Progress(following, done.looked_at), is_last=False)


def first_kept(at: datetime, days: int, zone: ZoneInfo) -> date:
    """The first day whose events keep their detail."""
    return at.astimezone(zone).date() - timedelta(days=days)
