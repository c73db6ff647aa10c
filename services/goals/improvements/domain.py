"""What an improvement is, when it has landed, and where to ask what it did."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from services.goals.records.days import Course, day_faults
from services.goals.records.domain import RecordUnknown, link_faults
from shared.errors import Invalid
from shared.schemas.goals.improvements import (
    Effect,
    Improvement,
    ImprovementIn,
    ImprovementTold,
)

COURSE: Course = {
    "planned": (),
    "under_way": ("started_on",),
    "landed": ("started_on", "landed_on"),
    "abandoned": ("started_on", "abandoned_on"),
}
# Twelve weeks on each side: two months of weeks to learn what is usual, and one to get used to it.
SIDE = timedelta(days=84)


class ImprovementUnknown(RecordUnknown):
    """There is no such improvement."""

    listed_at = "/v1/improvements"


class ImprovementUnsound(Invalid):
    """An improvement that contradicts itself, or names an objective that is not there."""


def require_sound(improvement: ImprovementIn, missing: Sequence[UUID], today: date) -> None:
    """Raise ImprovementUnsound, naming every contradiction; `missing` are objectives not there."""
    faults = [*day_faults(improvement, COURSE, today), *link_faults(improvement, missing)]
    if faults:
        raise ImprovementUnsound(" ".join(fault.detail for fault in faults), faults)


def with_effects(improvement: Improvement) -> ImprovementTold:
    """The improvement and, where it has landed, what to ask insights about each team."""
    landed_on = improvement.landed_on
    effects = [_effect(f"team:{team}", landed_on) for team in improvement.teams if landed_on]
    return ImprovementTold(**improvement.model_dump(), effects=effects)


def _effect(subject: str, landed_on: date) -> Effect:
    first, last = landed_on - SIDE, landed_on + SIDE - timedelta(days=1)
    question = f"/v1/insights/{subject}?from={first}&to={last}"
    return Effect(
        subject=subject, first_day=first, last_day=last, landed_on=landed_on, insight=question
    )
