"""What a review is: an occasion that a cadence makes, and what people recorded of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from services.goals.records.domain import RecordUnknown
from services.goals.reviews.occurrences import Occurrence, Rhythm, occurrences
from shared.errors import Forbidden, Invalid
from shared.schemas.goals.occasions import Occasion, OccasionState
from shared.schemas.goals.scorecards import Pair
from shared.schemas.problems import Fault

LOOK_BACK = timedelta(days=140)  # a quarter, its review, and time to hold it
WEEK, QUARTER = r"(\d{4})-W(\d{2})", r"(\d{4})-Q([1-4])"


class ReviewUnknown(RecordUnknown):
    """No cadence makes such a review, and none was recorded."""

    listed_at = "/v1/reviews/calendar"


class ReviewUnsound(Invalid):
    """A review that cannot have taken place, or whose numbers are missing."""


class ReviewNotYours(Forbidden):
    """A review holds numbers: it is for whoever may see them, and for those who were there."""

    def __init__(self, subject: str) -> None:
        super().__init__(
            f"This review holds numbers of {subject!r}: you were not there, and may not see them."
        )


class WindowUnfit(Invalid):
    """A calendar of no day, or of more than it shows at once."""

    def __init__(self, most: int) -> None:
        fault = Fault(pointer="/query/to", code="window_unfit", detail="After `from`, not by much.")
        super().__init__(f"Ask for a day at least and {most} days at most.", [fault])


@dataclass(frozen=True)
class Reviewed:
    """What is looked at, and in which rhythm: an objective, or a role's scorecard."""

    key: str
    title: str
    subject: str
    rhythm: Rhythm
    version: int
    changed_at: datetime
    objective: UUID | None = None
    role: str | None = None
    pair: Pair | None = None
    metrics: tuple[str, ...] = ()
    closed_on: date | None = None

    def review_id(self, occurrence: Occurrence) -> str:
        """The name of one review of this."""
        return f"{self.key}:{occurrence.key}"


def split(review_id: str) -> tuple[str, str]:
    """What a review is of, and which one it is."""
    reviewed, _, key = review_id.rpartition(":")
    return reviewed, key


def occurrence_named(rhythm: Rhythm, key: str) -> Occurrence | None:
    """The occurrence of this name; None if the cadence makes none."""
    if (near := _near(key)) is None:
        return None
    around = occurrences(rhythm, near, near + timedelta(days=40))
    return next((each for each in around if each.key == key), None)


def _near(key: str) -> date | None:
    try:
        if week := re.fullmatch(WEEK, key):
            return date.fromisocalendar(int(week[1]), int(week[2]), 1)
        if quarter := re.fullmatch(QUARTER, key):
            following = int(quarter[1]) * 4 + int(quarter[2])
            return date(following // 4, following % 4 * 3 + 1, 1)
    except (ValueError, OverflowError):
        return None  # no year has such a week
    return None


def latest_begun(rhythm: Rhythm, at: datetime) -> list[Occurrence]:
    """Of each kind the latest review whose time has come, in order of time."""
    today = at.astimezone(rhythm.zone).date()
    begun = [each for each in occurrences(rhythm, today - LOOK_BACK, today) if each.starts_at <= at]
    return list({each.kind: each for each in begun}.values())


def state_of(
    occurrence: Occurrence, latest: Sequence[Occurrence], rhythm: Rhythm, at: datetime
) -> OccasionState:
    """How a review that nobody recorded stands: once the next has begun, it is missed."""
    if occurrence.starts_at > at:
        return "upcoming"
    if occurrence not in latest:
        return "missed"
    grace = timedelta(days=rhythm.cadence.meeting.grace_days)
    return "overdue" if at > occurrence.starts_at + grace else "due"


def occasion_of(reviewed: Reviewed, occurrence: Occurrence, state: OccasionState) -> Occasion:
    """A review as the calendar shows it."""
    return Occasion(
        id=reviewed.review_id(occurrence),
        objective=reviewed.objective,
        role=reviewed.role,
        title=reviewed.title,
        subject=reviewed.subject,
        kind=occurrence.kind,
        occurrence=occurrence.key,
        first_day=occurrence.first_day,
        last_day=occurrence.last_day,
        starts_at=occurrence.starts_at,
        ends_at=occurrence.ends_at,
        time_zone=reviewed.rhythm.zone.key,
        state=state,
    )
