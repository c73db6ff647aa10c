"""What a role is for, the two numbers it is read by, and what is expected on each level."""

from pydantic import Field

from shared.schemas.goals.cadences import ReviewCadence
from shared.schemas.goals.history import OnRecord
from shared.schemas.goals.key_results import Amount
from shared.schemas.words import Key, Said, Sentence, Told, example


class Pair(Said):
    """One performance and one productivity metric, always read together."""

    performance: Key
    productivity: Key


class ExpectedRange(Said):
    """Where a metric of the scorecard usually stands on a level: a range, and no target."""

    metric: Key
    at_least: Amount | None = None
    at_most: Amount | None = None


class Level(Said):
    """What is expected of somebody on one level of the role."""

    level: Sentence
    expects: list[Sentence] = Field(min_length=1, max_length=20)
    ranges: list[ExpectedRange] = Field(default=[], max_length=20)


class Gaming(Said):
    """A known way in which a metric gets better while the work does not."""

    metric: Key
    how: Sentence
    shows_in: Sentence = Field(description="Where one would see it")


class Purpose(Said):
    """A role's outputs, outcomes and metrics; the pair is exactly one metric of each kind."""

    outputs: list[Sentence] = Field(min_length=1, max_length=50, description="What the role makes")
    outcomes: list[Sentence] = Field(min_length=1, max_length=50, description="What that is for")
    pair: Pair
    secondary: list[Key] = Field(
        default=[], max_length=20, description="Further performance or productivity metrics"
    )
    context: list[Key] = Field(
        default=[], max_length=20, description="Context metrics that explain the pair"
    )
    expectations: list[Level] = Field(
        default=[], max_length=20, description="From the first level to the last"
    )
    known_ways_of_being_gamed: list[Gaming] = Field(default=[], max_length=50)
    review_cadence: ReviewCadence = ReviewCadence()


class ScorecardIn(Purpose):
    """A role's scorecard as it is written; it replaces what was there."""

    model_config = example(
        outputs=["Questions of customers answered and settled"],
        outcomes=["Customers get on with their work, and stay"],
        pair={"performance": "csat", "productivity": "tickets_closed"},
        secondary=["first_contact_resolution"],
        context=["hours_worked", "backlog"],
        expectations=[
            {
                "level": "Agent",
                "expects": ["Settles usual questions alone"],
                "ranges": [{"metric": "csat", "at_least": 0.85}],
            }
        ],
        known_ways_of_being_gamed=[
            {
                "metric": "tickets_closed",
                "how": "Tickets are closed before they are settled",
                "shows_in": "Reopened tickets rise",
            }
        ],
        review_cadence={"throughput": "weekly", "performance": "quarterly"},
        why="Levels were agreed with the works council",
    )

    why: Sentence | None = Field(None, description="Kept in the history")


class Scorecard(Purpose, OnRecord):
    """A role's scorecard as it stands."""

    role: Key


class Scorecards(Told):
    """A page of scorecards, by role."""

    items: list[Scorecard]
    next_cursor: str | None = None
