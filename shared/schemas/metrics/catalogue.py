"""What a metric means."""

from typing import Literal

from pydantic import Field, field_validator

from shared.schemas.words import Better, Key, Kind, Said, Sentence, Told, example

Aggregation = Literal["sum", "mean", "rate", "ratio"]


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
    minimum: float | None = None
    maximum: float | None = None
    duration: bool = Field(False, description="Strictly positive times, compared as shares")
    smallest_effect: SmallestEffect
    card: Card


class MetricChange(Said):
    """What changes of a metric's definition; its key, kind and aggregation never do."""

    model_config = example(smallest_effect={"amount": 0.1, "relative": True})

    name: Sentence | None = None
    unit: Sentence | None = None
    better: Better | None = None
    minimum: float | None = None
    maximum: float | None = None
    smallest_effect: SmallestEffect | None = None
    card: Card | None = None

    @field_validator("name", "unit", "smallest_effect", "card", mode="before")
    @classmethod
    def _not_taken_away(cls, value: object) -> object:
        if value is None:
            raise ValueError("leave it out to keep it as it is")
        return value


class Metric(MetricIn):
    """A metric's definition as it stands, with its version."""

    version: int
    built_in: bool = False


class Metrics(Told):
    """A page of the catalogue."""

    items: list[Metric]
    next_cursor: str | None = None
