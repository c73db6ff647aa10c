"""What an objective is measured by, and the floors that guard it."""

from typing import Annotated, Literal

from pydantic import Field

from shared.schemas.words import Better, Key, Said, Sentence, Told, example

# Beyond this no metric means anything, and arithmetic on it stays finite.
Amount = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]
Days = Annotated[int, Field(ge=1, le=366)]
Bound = Literal["floor", "ceiling"]
Basis = Literal["active_day", "week", "period"]

BASIS = (
    "How a metric that adds up is read: the mean per day with any, per week of the window, or the"
    " total since the period's first day. Means, rates and ratios are pooled over the window;"
    " of percentiles, extremes and the like, the days' values are averaged."
)


class Aim(Said):
    """From where to where a number is to move, and how it is read."""

    baseline: Amount | None = Field(None, description="Where it stood, in the metric's unit")
    target: Amount | None = None
    stretch: Amount | None = Field(None, description="Beyond the target: hoped for, not promised")
    direction: Better | None = Field(
        None, description="Told by baseline and target; where they are equal, by the metric"
    )
    weight: float = Field(1.0, gt=0, le=1000, allow_inf_nan=False)
    window_days: Days = Field(28, description="Days that the current value is read over")
    basis: Basis = Field("active_day", description=BASIS)
    reading: Literal["live", "typed"] = Field(
        "live", description="Read from the metrics service, or typed at check-ins with its reason"
    )


class KeyResult(Aim):
    """One number to move: a metric, at most once in an objective, from baseline to target."""

    metric: Key


class AimSaid(Aim):
    """What a key result is to be."""

    model_config = example(baseline=0.9, target=0.92, stretch=0.95, why="The survey is steadier")

    why: Sentence | None = Field(None, description="Kept in the history")


class KeyResults(Told):
    """The key results of an objective, in their order."""

    items: list[KeyResult]


class Guardrail(Said):
    """The limit a metric must not cross while another is pushed; one guardrail per metric."""

    metric: Key
    bound: Bound
    limit: Amount
    window_days: Days = Field(28, description="Days that the metric is read over")
    basis: Literal["active_day", "week"] = Field("active_day", description=BASIS)
    margin: Annotated[Amount, Field(ge=0)] | None = Field(
        None, description="How near to the limit is too near: a warning before it is crossed"
    )
    audit: Sentence | None = Field(None, description="The error or quality audit behind it")
    audit_plan: Key | None = Field(
        None, description="Or the key of the metrics service's audit plan that draws the sample"
    )
