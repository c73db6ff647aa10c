"""What a metric of a subject did over a window, told from noise, with the numbers behind it."""

from datetime import date
from typing import Literal

from pydantic import Field

from shared.schemas.words import Better, Key, Kind, Subject, Told

Direction = Literal["up", "flat", "down"]
State = Literal["up", "flat", "down", "uncertain", "not_enough_data"]


class Span(Told):
    """Days from the first to the last, both inclusive."""

    first_day: date = Field(alias="from")
    last_day: date = Field(alias="to")


class SeriesRef(Told):
    """Where the days behind a number can be fetched again: `GET /v1/series` of metrics."""

    metric: Key
    subject: Subject
    first_day: date = Field(alias="from")
    last_day: date = Field(alias="to")
    window: Literal["day"] = "day"


class Interval(Told):
    """Both ends of a 95 % interval."""

    low: float
    high: float


class Turn(Told):
    """When a new level began, where that can be named; the 80 % set of days around it."""

    day: date
    earliest: date
    latest: date


class Level(Told):
    """The level of one block of days; an outlier stands alone and was pulled towards the rest."""

    start: date
    value: float | None
    outlier: bool = False


class Change(Told):
    """Late third of the window minus its early third, in the metric's own unit and as a share."""

    early: float
    late: float
    effect: float
    interval: Interval | None = Field(None, description="For the pair only")
    relative: float | None = None
    relative_interval: Interval | None = None
    p_better: float = Field(description="Probability of a change for the better that matters")
    p_flat: float = Field(description="Probability of no change that matters")
    p_worse: float = Field(description="Probability of a change for the worse that matters")
    p_rise: float = Field(description="Probability that the number rose at all")
    p_value: float
    smallest_effect: float = Field(description="The smallest change that matters")
    smallest_detectable: float = Field(description="The change these data would usually show")
    turn: Turn | None = None


class Quality(Told):
    """How much data a signal rests on."""

    days: int = Field(description="Days looked at, from the first with data")
    days_with_data: int
    observations: int
    blocks: int
    block_days: int
    outliers: int


class Signal(Told):
    """One metric over the window; `state` is told in terms of what is good, `number` is not."""

    metric: Key
    name: str
    kind: Kind
    unit: str
    better: Better | None
    per_day: bool = Field(description="Levels are per day worked, because the metric is a sum")
    state: State = Field(description="up is better, down is worse; the number's own for context")
    number: State = Field(description="What the number itself did")
    leaning: Literal["up", "down"] | None = Field(None, description="Where uncertain; as `state`")
    reason: str | None = Field(None, description="Why there is not enough data")
    says: str = Field(description="The signal in a sentence")
    change: Change | None
    quality: Quality
    levels: list[Level] = []
    series: list[SeriesRef]
