"""How far an objective is, and whether the gain counts."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.schemas.goals.key_results import Basis, Bound
from shared.schemas.words import Better, Key, Kind, Told

GuardrailState = Literal["holds", "near", "broken", "unknown"]


class Credit(Told):
    """Whether a gain counts as success: held while a floor is broken, unknown while one is."""

    state: Literal["granted", "held", "unknown"]
    since: date | None = Field(None, description="Since when it is held")
    reason: str


class GuardrailProgress(Told):
    """A guardrail today, over its window."""

    metric: Key
    bound: Bound
    limit: float
    margin: float | None = None
    window_days: int
    current: float | None
    state: GuardrailState = Field(description="near: it holds, but by less than its margin")
    since: date | None = Field(
        None, description="The first day of this breach, looking back to the period's first day"
    )


class KeyResultProgress(Told):
    """A key result today: `share` is the part of the way from baseline to target."""

    metric: Key
    kind: Kind | None = Field(description="None where the catalogue has no such metric")
    unit: str | None
    direction: Better | None
    baseline: float | None
    current: float | None
    target: float | None
    stretch: float | None = None
    weight: float
    window_days: int
    basis: Basis
    reading: Literal["live", "typed"] = "live"
    share: float | None = Field(
        description="Below 0 is further away than at the start, above 1 is beyond the target;"
        " None where a number is not known"
    )
    credit: Credit


class Progress(Told):
    """An objective's progress, measured up to and including `as_of`."""

    objective: UUID
    as_of: date
    share: float | None = Field(
        description="Weighted mean over the key results that are known, each from 0 to 1"
    )
    credited: float | None = Field(description="The same, where only granted credit counts")
    key_results: list[KeyResultProgress]
    guardrails: list[GuardrailProgress]
