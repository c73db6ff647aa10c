"""What serves what: an objective, all that hangs below it, and how far that is."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.schemas.goals.objectives import Period, State
from shared.schemas.words import Told


class Standing(Told):
    """Where an objective stood at its latest check-in."""

    at: datetime
    confidence: float
    share: float | None
    credited: float | None


class RollUp(Told):
    """An objective together with all below it: the mean of its own share and its children's."""

    share: float | None = Field(description="From 0 to 1; None where nothing is known")
    credited: float | None = Field(description="The same, where only granted credit counts")
    confidence: float | None = Field(description="The lowest among them: a chain and its link")
    known: int = Field(description="How many objectives it is made of")


class Aligned(Told):
    """An objective as others see it from above or below."""

    id: UUID
    title: str
    subject: str
    owner: str | None
    state: State
    period: Period | None


class TreeNode(Aligned):
    """An objective of a tree with those that serve it."""

    standing: Standing | None = Field(description="None before the first check-in, or if hidden")
    hidden: Literal["not_yours", "metrics_away"] | None = None
    rolled_up: RollUp
    children: list["TreeNode"]


class Tree(Told):
    """What an objective serves, the highest first, and what serves it."""

    above: list[Aligned]
    objective: TreeNode
    truncated: bool = Field(description="There is more below than one answer holds")
