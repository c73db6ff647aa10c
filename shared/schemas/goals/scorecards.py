"""What a role is for, and the two numbers it is read by."""

from datetime import datetime

from pydantic import Field

from shared.schemas.words import Key, Said, Sentence, Told, example


class Pair(Said):
    """One performance and one productivity metric, always read together."""

    performance: Key
    productivity: Key


class ScorecardIn(Said):
    """A role's outputs, outcomes and metrics; the pair is exactly one metric of each kind."""

    model_config = example(
        outputs=["Questions of customers answered and settled"],
        outcomes=["Customers get on with their work, and stay"],
        pair={"performance": "csat", "productivity": "tickets_closed"},
        secondary=["first_contact_resolution"],
        context=["hours_worked", "backlog"],
    )

    outputs: list[Sentence] = Field(min_length=1, max_length=50, description="What the role makes")
    outcomes: list[Sentence] = Field(min_length=1, max_length=50, description="What that is for")
    pair: Pair
    secondary: list[Key] = Field(
        default=[], max_length=20, description="Further performance or productivity metrics"
    )
    context: list[Key] = Field(
        default=[], max_length=20, description="Context metrics that explain the pair"
    )


class Scorecard(ScorecardIn):
    """A role's scorecard as it stands."""

    role: Key
    version: int
    changed_by: str
    changed_at: datetime


class Scorecards(Told):
    """A page of scorecards, by role."""

    items: list[Scorecard]
    next_cursor: str | None = None
