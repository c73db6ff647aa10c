"""What the rules are told: everything known of one subject, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.insights.readings.floors import Floor
from services.insights.rules.goals_lack import goal_evidence, incentive_evidence, lacks
from services.insights.sources.domain import Incentive, Objective
from shared.schemas.insights.findings import Evidence
from shared.schemas.insights.insight import Pair
from shared.schemas.insights.signals import Signal
from shared.schemas.words import Kind


@dataclass(frozen=True)
class Facts:
    """None means that it could not be learned, which is not the same as none."""

    pair: Pair | None
    context: Mapping[str, Signal] = field(default_factory=dict)
    objectives: tuple[Objective, ...] | None = None
    floors: tuple[Floor, ...] | None = None
    incentives: tuple[Incentive, ...] | None = None  # those that are flagged
    kinds: Mapping[str, Kind] = field(default_factory=dict)  # of the metrics that goals name

    @property
    def unbalanced(self) -> list[Objective]:
        """The active objectives that push one side without guarding the other."""
        return [goal for goal in self.objectives or () if lacks(goal, self.kinds)]

    @property
    def one_sided(self) -> list[Evidence]:
        """Every goal and policy that asks for one side of the pair alone."""
        goals = [goal_evidence(goal, self.kinds) for goal in self.unbalanced]
        return goals + [incentive_evidence(policy) for policy in self.incentives or ()]
