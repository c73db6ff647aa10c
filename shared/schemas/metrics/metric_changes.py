"""How the definition of a metric changes, and what it was before."""

from pydantic import AwareDatetime, Field, field_validator

from shared.schemas.metrics.catalogue import (
    KEEP,
    Aggregation,
    Card,
    EventType,
    MetricIn,
    SmallestEffect,
)
from shared.schemas.words import Better, Key, Kind, Said, Sentence, Told, example

FIXED = "As it is: another meaning is another metric"


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
    percentile: float | None = Field(None, description=FIXED)
    distinct_by: str | None = Field(None, description=FIXED)
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
