"""An objective: what success looks like, for whom, until when, by which key results."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from shared.schemas.goals.cadences import ReviewCadence
from shared.schemas.goals.checklist import Override
from shared.schemas.goals.days import Day
from shared.schemas.goals.key_results import Guardrail, KeyResult
from shared.schemas.words import Key, ReadSubject, Said, Sentence, Told, example, whole

State = Literal["draft", "active", "closed"]
Cycle = Annotated[str, whole(r"(20|21)[0-9]{2}(-(Q[1-4]|H[12]))?")]

MOST_KEY_RESULTS = 20


class Period(Said):
    """The days an objective runs, both inclusive."""

    first_day: Day
    last_day: Day


class Intent(Said):
    """Everything the checklist asks for; a draft may leave any of it out."""

    owner: Key | None = Field(None, description="A person's key")
    parent: UUID | None = Field(None, description="The objective that this one serves")
    cycle: Cycle | None = Field(None, description="A year, half or quarter, which is the period")
    period: Period | None = Field(None, description="Where no cycle says it")
    output: Sentence | None = Field(None, description="What is produced")
    quality_standard: Sentence | None = Field(None, description="How good it has to be")
    business_outcome: Sentence | None = Field(None, description="What it is good for")
    resources_confirmed_by: Key | None = Field(None, description="The person who vouches for them")
    blockers: list[Sentence] = Field(
        default=[], max_length=50, description="Obstacles still open; empty once all are cleared"
    )
    review_cadence: ReviewCadence = ReviewCadence()
    key_results: list[KeyResult] = Field(default=[], max_length=MOST_KEY_RESULTS)
    guardrails: list[Guardrail] = Field(default=[], max_length=20)


class ObjectiveIn(Intent):
    """An objective as it is drafted."""

    model_config = example(
        title="Close a fifth more tickets, with customers as satisfied as before",
        subject="team:support",
        owner="lena",
        period={"first_day": "2026-10-01", "last_day": "2026-12-31"},
        output="Tickets closed",
        quality_standard="Nine in ten customers who answer are satisfied",
        business_outcome="Keep up with the new customers",
        resources_confirmed_by="lena",
        review_cadence={"throughput": "weekly", "performance": "quarterly"},
        key_results=[
            {"metric": "tickets_closed", "baseline": 100, "target": 120},
            {"metric": "csat", "baseline": 0.9, "target": 0.92},
        ],
        guardrails=[
            {
                "metric": "csat",
                "bound": "floor",
                "limit": 0.9,
                "audit": "Each week a colleague reads ten replies of everybody.",
            }
        ],
    )

    title: Sentence
    subject: ReadSubject = Field(description="Whom it is for; an account has no goals")


class ObjectiveChange(Intent):
    """What changes: a field left out stays, a list is replaced as a whole."""

    model_config = example(blockers=[], why="The new macros are in use")

    title: Sentence = ""
    state: Literal["closed"] | None = Field(None, description="Closing is for good")
    why: Sentence | None = Field(None, description="Kept in the history")


class Activation(Said):
    """Going live; an administrator may override a failing checklist with a reason."""

    model_config = example(override_reason="The customers are here already.")

    override_reason: Sentence | None = None


class Objective(ObjectiveIn):
    """An objective as it stands."""

    id: UUID
    state: State
    version: int
    override: Override | None = None
    created_by: str
    created_at: datetime
    activated_at: datetime | None = None
    targets_set_on: Day | None = Field(
        None, description="The day that its targets went live, or were last raised"
    )
    guarded_since: Day | None = Field(
        None, description="The day since which its guardrails are no looser than they are"
    )
    closed_at: datetime | None = None


class Objectives(Told):
    """A page of objectives, the newest first."""

    items: list[Objective]
    next_cursor: str | None = None


class ObjectiveEdit(Told):
    """One change of an objective: the fields that changed, before and after."""

    version: int
    what: Literal["created", "edited", "activated", "closed"]
    by: str
    at: datetime
    why: str | None
    before: dict[str, Any]
    after: dict[str, Any]


class ObjectiveHistory(Told):
    """A page of an objective's changes, the oldest first."""

    items: list[ObjectiveEdit]
    next_cursor: str | None = None
