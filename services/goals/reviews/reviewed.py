"""What is reviewed: live objectives and scorecards, each in its rhythm."""

from datetime import datetime
from zoneinfo import ZoneInfo

from services.goals.reviews.domain import Reviewed
from services.goals.reviews.occurrences import Rhythm
from shared.schemas.goals.cadences import ReviewCadence
from shared.schemas.goals.objectives import Objective
from shared.schemas.goals.scorecards import Scorecard


def of_objective(objective: Objective, changed_at: datetime, zone: ZoneInfo) -> Reviewed | None:
    """From the day it went live, to the end of its period; a draft is not reviewed."""
    if objective.activated_at is None:
        return None
    there = _zone(objective.review_cadence, zone)
    cadence, period, closed_at = objective.review_cadence, objective.period, objective.closed_at
    first = objective.activated_at.astimezone(there).date()
    if period is not None:
        first = max(first, period.first_day)
        if cadence.meeting.starting is None and cadence.throughput == "biweekly":
            meeting = cadence.meeting.model_copy(update={"starting": period.first_day})
            cadence = cadence.model_copy(update={"meeting": meeting})
    results = [result.metric for result in objective.key_results]
    return Reviewed(
        key=f"objective:{objective.id}",
        title=objective.title,
        subject=objective.subject,
        rhythm=Rhythm(cadence, there, first, period.last_day if period else None),
        version=objective.version,
        changed_at=changed_at,
        objective=objective.id,
        metrics=(*results, *(guardrail.metric for guardrail in objective.guardrails)),
        closed_on=closed_at.astimezone(there).date() if closed_at else None,
    )


def of_scorecard(card: Scorecard, since: datetime, zone: ZoneInfo) -> Reviewed:
    """From the day it was first written."""
    there = _zone(card.review_cadence, zone)
    return Reviewed(
        key=f"scorecard:{card.role}",
        title=card.role,
        subject=f"role:{card.role}",
        rhythm=Rhythm(card.review_cadence, there, since.astimezone(there).date()),
        version=card.version,
        changed_at=card.changed_at,
        role=card.role,
        pair=card.pair,
    )


def _zone(cadence: ReviewCadence, zone: ZoneInfo) -> ZoneInfo:
    name = cadence.meeting.time_zone
    return ZoneInfo(name) if name else zone
