"""What the rulebook concludes: findings with evidence, causes, questions, and why not."""

from typing import Literal

from pydantic import Field

from shared.schemas.insights.signals import SeriesRef
from shared.schemas.words import Told

Tier = Literal["confirmed", "probable"]
Tone = Literal["concern", "neutral", "recognition"]
Outcome = Literal["fired", "silent", "not_enough_data"]
Numbers = dict[str, float | str | None]


class Evidence(Told):
    """One thing that speaks for a conclusion, and where to look it up."""

    says: str
    numbers: Numbers = {}
    series: list[SeriesRef] = []
    objective: str | None = Field(None, description="The id of the objective it rests on")
    incentive: str | None = Field(None, description="The id of the incentive it rests on")


class Cause(Told):
    """A hypothesis about why; without evidence it is a question, and listed under `questions`."""

    id: str
    name: str
    says: str
    probability: float
    stands_out: bool = Field(description="At least .6, and twice as likely as the next")
    evidence: list[Evidence]
    against: list[Evidence] = []
    refuted_by: str
    next_steps: list[str]
    experiment: str


class Question(Told):
    """What to ask before anybody concludes anything; `about` is a cause or a missing signal."""

    about: str
    ask: str


class Finding(Told):
    """What a rule concluded: how sure, on what evidence, and what would refute it."""

    rule: str
    title: str
    says: str
    tone: Tone
    tier: Tier
    evidence: list[Evidence]
    causes: list[Cause] = []
    questions: list[Question] = []
    refuted_by: list[str]
    next_steps: list[str]
    experiment: str
    source: str


class RuleOutcome(Told):
    """Whether a rule spoke, and with which numbers it decided to."""

    rule: str
    title: str
    outcome: Outcome
    tier: Tier | None = None
    reason: str
    numbers: Numbers = {}


class RuleCard(Told):
    """One documented piece of interpretation."""

    id: str
    title: str
    says: str
    fires_when: str
    refuted_by: list[str]
    next_steps: list[str]
    experiment: str
    source: str


class Rulebook(Told):
    """Every rule, in the order in which they are asked."""

    items: list[RuleCard]
