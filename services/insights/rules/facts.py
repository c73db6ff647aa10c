"""What the rules are told: everything known of one subject, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.insights.readings.floors import Floor
from services.insights.rules.goals_lack import lacks
from services.insights.sources.domain import Objective
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
    kinds: Mapping[str, Kind] = field(default_factory=dict)  # of the metrics that goals name

    @property
    def unbalanced(self) -> list[Objective]:
        """The active objectives that push one side without guarding the other."""
        return [goal for goal in self.objectives or () if lacks(goal, self.kinds)]
