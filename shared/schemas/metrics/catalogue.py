"""What a metric means."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from shared.schemas.words import AttributeName, Better, Key, Kind, Said, Sentence, Told, example

KEEP = "Days that events keep value, attributes and id, and ratings words; None for ever; sums stay"
# What adds up: sum, count, and capacity, which nobody posts; what is weighed: mean and rate; what
# is neither: min, max, latest, distinct, percentile; and what two of the first kind make: a ratio.
Aggregation = Literal[
    "sum",
    "count",
    "mean",
    "rate",
    "min",
    "max",
    "latest",
    "distinct",
    "percentile",
    "ratio",
    "capacity",
]
ADDITIVE = frozenset({"sum", "count", "capacity"})
EventType = Annotated[str, StringConstraints(pattern=r"^[^\s\x00-\x1f]{1,200}$")]


class SmallestEffect(Said):
    """The smallest change that matters: in the metric's own unit, or as a share of its level."""

    amount: float = Field(gt=0, allow_inf_nan=False)
    relative: bool = False


class Card(Said):
    """The plain-language card of a metric."""

    what: Sentence
    why: Sentence
    who: Sentence = "The person themself, the leads of their teams, and analysts for groups."
    caution: Sentence


class MetricIn(Said):
    """A metric as an organization defines it."""

    model_config = example(
        key="calls_made",
        name="Calls made",
        kind="productivity",
        unit="calls",
        better="higher",
        aggregation="sum",
        smallest_effect={"amount": 0.05, "relative": True},
        card={
            "what": "Calls made to customers.",
            "why": "It is the team's output.",
            "caution": "Short calls raise it; read it with satisfaction.",
        },
    )

    key: Key
    name: Sentence
    kind: Kind
    unit: Sentence
    better: Better | None = Field(None, description="None for context metrics, which are no target")
    aggregation: Aggregation
    numerator: Key | None = Field(None, description="For a ratio: the metric that is divided")
    denominator: Key | None = Field(None, description="For a ratio: the metric it is divided by")
    percentile: float | None = Field(
        None,
        gt=0,
        lt=100,
        description="For a percentile: which; it is off by at most 1 % of itself",
    )
    distinct_by: AttributeName | None = Field(
        None, description="For distinct: the attribute whose different values are counted"
    )
    minimum: float | None = None
    maximum: float | None = None
    duration: bool = Field(False, description="Strictly positive times, compared as shares")
    input: bool = Field(
        False, description="Says what goes in (time, people, activity), not what comes out"
    )
    smallest_effect: SmallestEffect
    minimum_sample: int = Field(
        1, ge=1, le=10**6, description="Fewer events than this in a window say too little"
    )
    event_types: list[EventType] = Field(
        [], max_length=20, description="What moves it: `event`, or the kind of work it is told of"
    )
    keep_days: int | None = Field(None, ge=1, le=36_500, description=KEEP)
    card: Card


def _kept(metric: dict[str, Any]) -> str:
    days = metric.get("keep_days")
    if days is None:
        return "Single events are kept for ever."
    return (
        f"Single events keep their value, attributes and id for {days} days, and ratings their"
        " words; that they happened, what each day came to, the numbers that raters gave, and what"
        " tools told of work items is kept for ever."
    )


class Metric(MetricIn):
    """A metric's definition as it stands, with its version."""

    version: int
    built_in: bool = False
    kept: str = Field(
        default_factory=_kept, description="How long single events are kept, in words"
    )

    @property
    def adds_up(self) -> bool:
        """Whether the values of days, and of people, are simply added."""
        return self.aggregation in ADDITIVE

    @property
    def follows(self) -> bool:
        """Whether it follows from others or from the directory, so that nobody posts it."""
        return self.aggregation in ("ratio", "capacity")


class Metrics(Told):
    """A page of the catalogue."""

    items: list[Metric]
    next_cursor: str | None = None
