"""An insight: a subject's pair over a window, what it means, how sure, and what would refute it."""

from typing import Literal

from pydantic import Field

from shared.schemas.insights.findings import Finding, Question, RuleOutcome
from shared.schemas.insights.signals import Direction, Signal, Span
from shared.schemas.words import Key, Subject, Told


class Missing(Told):
    """What could not be learned, and what that costs."""

    source: Literal["goals", "metrics"]
    what: str
    detail: str


class About(Told):
    """Whom the insight is about; `name` is the subject itself where the directory is away."""

    subject: Subject
    name: str
    kind: Literal["person", "team", "role", "organization"]
    people: int | None
    role: Key | None = Field(description="The role whose scorecard gave the pair")


class Cell(Told):
    """Where the pair stands, each side in terms of what is good."""

    productivity: Direction
    performance: Direction
    probability: float


class Quadrant(Told):
    """The likeliest cell of the pair; `next` is the second, shown while the answer is open."""

    tier: Literal["confirmed", "probable", "open"]
    cell: Cell | None
    next: Cell | None = None
    joint: dict[str, float] = Field(
        description="Probability of each cell, named productivity_performance, such as up_down"
    )


class Pair(Told):
    """The two metrics that are read together."""

    productivity: Signal
    performance: Signal
    quadrant: Quadrant


class Insight(Told):
    """Everything a front end needs to show what a subject's pair means."""

    about: About
    window: Span
    partial: bool
    missing: list[Missing]
    summary: str = Field(description="One paragraph to be read aloud")
    pair: Pair | None
    context: list[Signal] = Field(description="What explains the pair, as far as it is measured")
    not_measured: list[Question] = Field(description="Context that is absent or too thin")
    findings: list[Finding]
    rules: list[RuleOutcome]


class WhyNot(Told):
    """Every rule for a subject: fired, silent or not enough data, with its numbers."""

    about: About
    window: Span
    partial: bool
    missing: list[Missing]
    rules: list[RuleOutcome]
