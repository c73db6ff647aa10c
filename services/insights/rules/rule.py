"""The one shape of a rule: what it says, when, and what would refute it."""

from collections.abc import Callable
from dataclasses import dataclass

from services.insights.rules.facts import Facts
from services.insights.rules.verdicts import Verdict


@dataclass(frozen=True)
class Rule:
    """A documented piece of interpretation; `judge` is a function of the facts alone."""

    id: str
    title: str
    says: str
    fires_when: str
    refuted_by: tuple[str, ...]
    next_steps: tuple[str, ...]
    experiment: str
    source: str
    judge: Callable[[Facts], Verdict]
