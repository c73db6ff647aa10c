"""Experiments: small, dated changes whose terms are fixed before their numbers come in."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.schemas.goals.changes import left_out
from shared.schemas.goals.days import Day
from shared.schemas.goals.history import OnRecord
from shared.schemas.goals.links import Linked
from shared.schemas.goals.objectives import Period
from shared.schemas.goals.scorecards import Pair
from shared.schemas.metrics.catalogue import SmallestEffect
from shared.schemas.words import Key, ReadSubject, Sentence, Told, example

ExperimentState = Literal["draft", "running", "ended", "abandoned"]


class MinimumEffect(SmallestEffect):
    """The smallest gain that would be worth the change, and of which metric of the pair."""

    metric: Key


class Terms(Linked):
    """What is fixed once the experiment runs."""

    hypothesis: Sentence
    change: Sentence = Field(description="What is done otherwise, and with whom")
    pair: Pair
    minimum_effect: MinimumEffect
    guardrail_margin: SmallestEffect = Field(
        description="By how much the other metric of the pair may get worse, at most"
    )
    treated: list[ReadSubject] = Field(min_length=1, max_length=100)
    controls: list[ReadSubject] = Field(default=[], max_length=100)
    baseline: Period = Field(description="The days before, that it is compared with")
    starts_on: Day
    ends_on: Day = Field(description="Its last day")
    stop_rule: Sentence = Field(description="When it ends early, and who decides")
    improvement: UUID | None = Field(None, description="The improvement that it tries out")


class ExperimentIn(Terms):
    """An experiment as it is drafted."""

    model_config = example(
        hypothesis="Macros for frequent questions let us close more without losing quality",
        change="Half the team answers with macros; the other half as before",
        pair={"performance": "csat", "productivity": "tickets_closed"},
        minimum_effect={"metric": "tickets_closed", "amount": 0.05, "relative": True},
        guardrail_margin={"amount": 0.02},
        treated=["team:support-east"],
        controls=["team:support-west"],
        baseline={"first_day": "2027-01-04", "last_day": "2027-02-28"},
        starts_on="2027-03-01",
        ends_on="2027-04-25",
        stop_rule="CSAT below 80 % for a week; Lena decides",
        owner="lena",
    )

    owner: Key | None = Field(None, description="The person who sees to it")
    notes: Sentence | None = None


class ExperimentChange(Linked):
    """What changes: a draft's terms, or the state; a field left out stays."""

    model_config = example(state="running", why="All have agreed")

    hypothesis: Sentence = Field(default_factory=left_out)
    change: Sentence = Field(default_factory=left_out)
    pair: Pair = Field(default_factory=left_out)
    minimum_effect: MinimumEffect = Field(default_factory=left_out)
    guardrail_margin: SmallestEffect = Field(default_factory=left_out)
    treated: list[ReadSubject] = Field(default_factory=left_out, min_length=1, max_length=100)
    controls: list[ReadSubject] = Field(default_factory=left_out, max_length=100)
    baseline: Period = Field(default_factory=left_out)
    starts_on: Day = Field(default_factory=left_out)
    ends_on: Day = Field(default_factory=left_out)
    stop_rule: Sentence = Field(default_factory=left_out)
    improvement: UUID | None = None
    owner: Key | None = None
    notes: Sentence | None = None
    state: ExperimentState = Field(default_factory=left_out)
    why: Sentence | None = Field(None, description="Kept in the history; asked for an early end")


class Experiment(ExperimentIn, OnRecord):
    """An experiment as it stands."""

    id: UUID
    state: ExperimentState = "draft"
    registered_at: datetime | None = Field(None, description="Since when its terms are fixed")
    preregistered: bool | None = Field(
        None, description="Whether they were fixed before its first day was over; None as a draft"
    )
    ended_on: Day | None = Field(None, description="The last day that counts")
    ended_early: bool = False


class Experiments(Told):
    """A page of experiments, the newest first."""

    items: list[Experiment]
    next_cursor: str | None = None
