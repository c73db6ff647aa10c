"""Reviews: scheduled looks at a pair, and what came of them."""

from pydantic import Field

from shared.schemas.goals.changes import left_out
from shared.schemas.goals.days import Day
from shared.schemas.goals.history import OnRecord
from shared.schemas.goals.key_results import Amount
from shared.schemas.goals.occasions import Placed, RecordedState, ReviewId
from shared.schemas.goals.scorecards import Pair
from shared.schemas.words import Key, Kind, Said, Sentence, Told, example


class TypedNumber(Said):
    """A number that is not read but typed, and why."""

    metric: Key
    value: Amount
    reason: Sentence


class Action(Said):
    """What somebody takes on."""

    what: Sentence
    owner: Key
    due_on: Day
    done_on: Day | None = None


class Outcome(Said):
    """What people said, decided and took on."""

    performance: TypedNumber | None = Field(None, description="Left out: read from metrics")
    productivity: TypedNumber | None = Field(None, description="Left out: read from metrics")
    discussion: Sentence | None = None
    decisions: list[Sentence] = Field(default=[], max_length=50)
    actions: list[Action] = Field(default=[], max_length=50)
    attendance: list[Key] = Field(default=[], max_length=200, description="Who was there")


class ReviewIn(Outcome):
    """What came of a review, or that it was cancelled and why."""

    model_config = example(
        review="scorecard:support_agent:2026-Q3",
        discussion="Quality held while we closed more; the east team waits for approvals.",
        decisions=["Keep the floor under CSAT"],
        actions=[{"what": "Raise the refund limit", "owner": "lena", "due_on": "2026-11-30"}],
        attendance=["lena", "ana", "ben"],
    )

    review: ReviewId
    state: RecordedState = "held"
    pair: Pair | None = Field(
        None, description="Left out: the scorecard's, or the objective's first of each kind"
    )
    why: Sentence | None = Field(None, description="Asked for where it is cancelled")


class ReviewChange(Outcome):
    """What changes: a field left out stays, a list is replaced as a whole."""

    model_config = example(
        actions=[
            {
                "what": "Raise the refund limit",
                "owner": "lena",
                "due_on": "2026-11-30",
                "done_on": "2026-11-20",
            }
        ]
    )

    performance: TypedNumber = Field(default_factory=left_out)
    productivity: TypedNumber = Field(default_factory=left_out)
    state: RecordedState = Field(default_factory=left_out)
    why: Sentence | None = Field(None, description="Kept in the history; asked for to cancel")


class ReviewNumber(Said):
    """One side of the pair as it was known at the review: None where nothing was measured."""

    metric: Key
    kind: Kind
    value: float | None
    unit: str | None = None
    typed_because: Sentence | None = Field(None, description="None where it was read")


class Review(Placed, OnRecord):
    """A review that was held, or cancelled: with both numbers, side by side."""

    state: RecordedState
    cancelled_because: Sentence | None = None
    performance: ReviewNumber | None = None
    productivity: ReviewNumber | None = None
    discussion: Sentence | None = None
    decisions: list[Sentence] = []
    actions: list[Action] = []
    attendance: list[Key] = []


class ReviewListed(Placed, Told):
    """A review in a list: without what was said and measured."""

    state: RecordedState


class Reviews(Told):
    """A page of recorded reviews, the latest recorded first."""

    items: list[ReviewListed]
    next_cursor: str | None = None
