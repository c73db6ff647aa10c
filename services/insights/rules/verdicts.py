"""What a rule may say: it fired, it stays silent, or there is not enough to go by."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from shared.schemas.insights.findings import Cause, Evidence, Numbers, Question, Tier, Tone


@dataclass(frozen=True)
class Fired:
    """A conclusion with its evidence."""

    tier: Tier
    tone: Tone
    says: str
    evidence: Sequence[Evidence]
    causes: Sequence[Cause] = ()
    questions: Sequence[Question] = ()
    numbers: Numbers = field(default_factory=dict)


@dataclass(frozen=True)
class Silent:
    """What the rule is about is not so, or not shown."""

    reason: str
    numbers: Numbers = field(default_factory=dict)


@dataclass(frozen=True)
class NotEnough:
    """The rule cannot tell."""

    reason: str
    numbers: Numbers = field(default_factory=dict)


Verdict = Fired | Silent | NotEnough
