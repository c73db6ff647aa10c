"""What an objective is measured by, and the floors that guard it."""

from typing import Annotated, Literal

from pydantic import Field

from shared.schemas.words import Better, Key, Said, Sentence

# Beyond this no metric means anything, and arithmetic on it stays finite.
Amount = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]
Days = Annotated[int, Field(ge=1, le=366)]
Bound = Literal["floor", "ceiling"]
Basis = Literal["active_day", "week", "period"]

BASIS = (
    "How a metric that adds up is read: the mean per day with any, per week of the window, or the"
    " total since the period's first day. Means, rates and ratios are pooled over the window."
)


class KeyResult(Said):
    """One number to move: a metric, at most once in an objective, from baseline to target."""

    metric: Key
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
