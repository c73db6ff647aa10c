"""What a metric means."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, StringConstraints, field_validator

from shared.schemas.words import Better, Key, Kind, Said, Sentence, Told, example

Aggregation = Literal["sum", "mean", "rate", "ratio"]
FIXED = "As it is: another meaning is another metric"
KEEP = "Days that single events keep value, attributes and id, None for ever; sums of days stay"
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


class MetricChange(Said):
    """What changes of a metric's definition; what its number means never does under its key."""

    model_config = example(smallest_effect={"amount": 0.1, "relative": True})

    name: Sentence | None = None
    better: Better | None = None
    minimum: float | None = None
    maximum: float | None = None
    input: bool | None = None
    smallest_effect: SmallestEffect | None = None
    minimum_sample: int | None = Field(None, ge=1, le=10**6)
    event_types: list[EventType] | None = Field(None, max_length=20)
    keep_days: int | None = Field(None, ge=1, le=36_500, description=KEEP)
    card: Card | None = None
    kind: Kind | None = Field(None, description=FIXED)
    unit: Sentence | None = Field(None, description=FIXED)
    aggregation: Aggregation | None = Field(None, description=FIXED)
    numerator: Key | None = Field(None, description=FIXED)
    denominator: Key | None = Field(None, description=FIXED)
    duration: bool | None = Field(None, description=FIXED)

    @field_validator(
        *("name", "input", "smallest_effect", "minimum_sample", "event_types", "card"),
        *("kind", "unit", "aggregation", "duration"),
        mode="before",
    )
    @classmethod
    def _not_taken_away(cls, value: object) -> object:
        if value is None:
            raise ValueError("leave it out to keep it as it is")
        return value


def _kept(metric: dict[str, Any]) -> str:
    days = metric.get("keep_days")
    if days is None:
        return "Single events are kept for ever."
    return (
        f"Single events keep their value, attributes and id for {days} days; that they happened,"
        " and what each day came to, is kept for ever."
    )


class Metric(MetricIn):
    """A metric's definition as it stands, with its version."""

    version: int
    built_in: bool = False
    kept: str = Field(
        default_factory=_kept, description="How long single events are kept, in words"
    )


class MetricVersion(Told):
    """A definition as it held from a moment on, until the version after it."""

    version: int
    since: AwareDatetime
    said_by: str
    definition: MetricIn


class MetricVersions(Told):
    """A page of a metric's versions, the first one first."""

    items: list[MetricVersion]
    next_cursor: str | None = None


class Metrics(Told):
    """A page of the catalogue."""

    items: list[Metric]
    next_cursor: str | None = None
