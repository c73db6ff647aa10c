"""Incentives: what is paid or praised for, and whether that pays for one side only."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.schemas.goals.changes import left_out
from shared.schemas.goals.days import Day
from shared.schemas.goals.history import OnRecord
from shared.schemas.goals.key_results import Amount, Bound
from shared.schemas.words import Key, ReadSubject, Said, Sentence, Told, example

IncentiveState = Literal["in_force", "withdrawn"]
FlagCode = Literal["one_kind_only", "lopsided", "floor_missing", "context_rewarded"]


class RewardedMetric(Said):
    """A metric that is paid for, and its part of the whole."""

    metric: Key
    weight: float = Field(1.0, gt=0, le=1000, allow_inf_nan=False)


class Floor(Said):
    """A limit beyond which nothing is paid."""

    metric: Key
    bound: Bound
    limit: Amount


class PolicyDays(Said):
    """The days a policy is in force, both inclusive; without a last day until further notice."""

    first_day: Day
    last_day: Day | None = None


class IncentiveIn(Said):
    """A policy as it is: kept whatever it pays for, and flagged where that is unsound."""

    model_config = example(
        title="Quarterly bonus of the support team",
        reward="Up to a tenth of the quarter's pay",
        subject="team:support",
        metrics=[
            {"metric": "tickets_closed", "weight": 1},
            {"metric": "csat", "weight": 1},
        ],
        floors=[{"metric": "csat", "bound": "floor", "limit": 0.85}],
        period={"first_day": "2026-10-01", "last_day": "2026-12-31"},
    )

    title: Sentence
    reward: Sentence = Field(description="What is given: pay, a prize, a promotion, praise")
    subject: ReadSubject = Field(description="For whom")
    metrics: list[RewardedMetric] = Field(min_length=1, max_length=20)
    floors: list[Floor] = Field(default=[], max_length=20)
    period: PolicyDays
    state: IncentiveState = "in_force"


class IncentiveChange(Said):
    """What changes of a policy: a field left out stays, a list is replaced as a whole."""

    model_config = example(
        floors=[{"metric": "csat", "bound": "floor", "limit": 0.9}], why="Quality paid for it"
    )

    title: Sentence = Field(default_factory=left_out)
    reward: Sentence = Field(default_factory=left_out)
    metrics: list[RewardedMetric] = Field(default_factory=left_out, min_length=1, max_length=20)
    floors: list[Floor] = Field(default_factory=left_out, max_length=20)
    period: PolicyDays = Field(default_factory=left_out)
    state: IncentiveState = Field(default_factory=left_out)
    why: Sentence | None = Field(None, description="Kept in the history")


class Flag(Told):
    """What is unsound about a policy, in a sentence that says why and what to do."""

    code: FlagCode
    detail: str


class Incentive(IncentiveIn, OnRecord):
    """A policy as it stands, with its flags."""

    id: UUID
    flagged: bool
    flags: list[Flag]


class Incentives(Told):
    """A page of policies, the newest first."""

    items: list[Incentive]
    next_cursor: str | None = None
