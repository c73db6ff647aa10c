"""Quality audits: which finished work is looked at, by whom, and against what."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.schemas.words import Key, ReadSubject, Said, Sentence, Told, example

Period = Literal["week", "month", "quarter"]
State = Literal["open", "overdue", "scored"]
Points = Annotated[float, Field(ge=0, le=100)]


class Population(Said):
    """The finished work that may be drawn: what was counted for a metric of a subject's people."""

    metric: Key
    subject: ReadSubject


class Criterion(Said):
    """What a piece of work is looked at for; failing a critical one is an error."""

    key: Key
    name: Sentence
    weight: float = Field(1.0, gt=0, le=1000)
    critical: bool = False
    passes_from: Points = 50.0


class AuditPlanIn(Said):
    """How finished work is drawn for audit, period by period, and what it is looked at for."""

    model_config = example(
        name="Support replies",
        population={"metric": "tickets_closed", "subject": "team:support"},
        size=20,
        period="month",
        first_day="2026-01-01",
        auditors=["quinn"],
        criteria=[
            {"key": "answered", "name": "The question was answered", "critical": True},
            {"key": "tone", "name": "The tone was kind", "weight": 0.5},
        ],
    )

    name: Sentence
    population: Population
    size: int | None = Field(None, ge=1, le=1000, description="How many are drawn a period")
    rate: float | None = Field(None, gt=0, le=1, description="Or which share of them, rounded up")
    period: Period
    first_day: date = Field(description="Periods that began before it are not drawn")
    due_days: int = Field(
        14, ge=1, le=365, description="After the period's end, to score what is drawn"
    )
    auditors: list[Key] = Field(min_length=1, max_length=200)
    criteria: list[Criterion] = Field(min_length=1, max_length=50)


class AuditPlan(AuditPlanIn):
    """An audit plan as it stands, with its version."""

    key: Key
    version: int


class AuditPlans(Told):
    """A page of audit plans, by key."""

    items: list[AuditPlan]
    next_cursor: str | None = None


class DrawIn(Said):
    """A period to draw: the one that a day is in."""

    model_config = example(day="2026-10-31")

    day: date = Field(description="A day of the period")


class Draw(Told):
    """What was drawn of a period: the work whose hash with the seed is smallest, and no other.

    The hash is BLAKE2b of `seed`, a line end, and `subject`, `source` and `id` with line ends
    between. Whoever knows the period's events can draw again and must draw the same.
    """

    plan: Key
    first_day: date
    last_day: date
    seed: str
    population: int
    drawn: int
    drawn_at: AwareDatetime
    due_on: date


class Draws(Told):
    """A page of draws, by period."""

    items: list[Draw]
    next_cursor: str | None = None


class AuditItem(Told):
    """A piece of work that was drawn. Whose it is, auditors are not told."""

    id: UUID
    plan: Key
    first_day: date
    source: str
    event_id: str
    time: AwareDatetime
    due_on: date
    state: State
    score: float | None = None


class AuditItems(Told):
    """A page of what was drawn, by id."""

    items: list[AuditItem]
    next_cursor: str | None = None


class ScoreIn(Said):
    """What an auditor found, criterion by criterion, from 0 to 100."""

    model_config = example(scores={"answered": 100, "tone": 60}, comment="Kind, and a day late.")

    scores: dict[Key, Points] = Field(max_length=50)
    comment: Sentence | None = None


class Scored(Told):
    """What a piece of work scored; `rating` is what its auditor withdraws it by."""

    rating: UUID
    status: Literal["kept", "duplicate"]
    quality_score: float
    error: bool
