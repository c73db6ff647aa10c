"""What is so around an objective: what it serves, what is in its way, and what was before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services.goals.objectives.backing import Backing
from services.goals.objectives.readings import Days
from shared.schemas.goals.blockers import Blocker
from shared.schemas.goals.improvements import Improvement
from shared.schemas.goals.key_results import KeyResult
from shared.schemas.goals.objectives import Objective


@dataclass(frozen=True)
class Earlier:
    """The objective by which the subject was asked for something before, and what is so since."""

    objective: Objective
    backing: Backing


@dataclass(frozen=True)
class Around:
    """Facts beside the objective itself; `history` is None where the caller may not see it."""

    parent: Objective | None = None
    blockers: Sequence[Blocker] = ()
    improvements: Sequence[Improvement] = ()
    history: Days | None = field(default_factory=dict)
    earlier: Earlier | None = None
    dropped: Mapping[str, KeyResult] = field(default_factory=dict)  # key results taken out
    plans: frozenset[str] = frozenset()  # the audit plans that there are, of those named


NOTHING_AROUND = Around()
