"""A check-in: how confident its people are, what they say, and where the numbers stood."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.schemas.goals.key_results import Amount
from shared.schemas.goals.progress import Progress
from shared.schemas.words import Key, Said, Sentence, Told, example


class ValueTyped(Said):
    """The value of a key result that no metric event tells, and why it is so."""

    metric: Key
    value: Amount
    reason: Sentence


class CheckInSaid(Said):
    """What is said at a check-in; the other numbers are read from the metrics service."""

    model_config = example(
        confidence=0.7,
        comment="The macros help; the new product area still takes twice as long.",
        values=[{"metric": "calls_made", "value": 118, "reason": "Counted by hand on Friday"}],
    )

    confidence: float = Field(
        ge=0, le=1, allow_inf_nan=False, description="How likely the targets are met, from 0 to 1"
    )
    comment: Sentence | None = None
    values: list[ValueTyped] = Field(
        default=[], max_length=20, description="Of key results whose reading is typed"
    )


class CheckIn(Told):
    """A check-in as it was made; its words and numbers are for those who may see the subject's."""

    id: UUID
    objective: UUID
    by: str
    at: datetime
    confidence: float | None
    comment: str | None
    values: list[ValueTyped]
    progress: Progress | None
    hidden: Literal["not_yours", "metrics_away"] | None = Field(
        None, description="Why words and numbers are left out"
    )


class CheckIns(Told):
    """A page of check-ins, the newest first."""

    items: list[CheckIn]
    next_cursor: str | None = None
