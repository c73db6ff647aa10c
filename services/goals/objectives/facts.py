"""What the checklist judges from: an objective, and its metrics as the catalogue knows them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.goals.objectives.around import NOTHING_AROUND, Around
from services.goals.objectives.reach import Unusual, unusual
from shared.schemas.goals.key_results import Guardrail, KeyResult
from shared.schemas.goals.objectives import Objective
from shared.schemas.metrics.catalogue import Metric
from shared.schemas.words import Kind

PAIR: tuple[Kind, ...] = ("performance", "productivity")


@dataclass(frozen=True)
class Facts:
    """Facts, never tick boxes, wherever there are facts."""

    objective: Objective
    found: Mapping[str, Metric]
    around: Around = NOTHING_AROUND

    def kind(self, measured: KeyResult | Guardrail) -> Kind | None:
        """The kind of a key result or guardrail; None where the catalogue has no such metric."""
        metric = self.found.get(measured.metric)
        return metric.kind if metric else None

    def kinds_missing(self, *measured: Sequence[KeyResult | Guardrail]) -> list[Kind]:
        """Which of the two kinds that make a pair are not among what is measured."""
        there = {self.kind(entry) for entries in measured for entry in entries}
        return [kind for kind in PAIR if kind not in there]

    def pushes(self) -> list[KeyResult]:
        """The key results that ask for more output."""
        return [
            result for result in self.objective.key_results if self.kind(result) == "productivity"
        ]

    def out_of_reach(self) -> Iterator[tuple[int, KeyResult, Unusual]]:
        """The key results that aim beyond everything their metric has reached before."""
        for index, result in enumerate(self.objective.key_results):
            days = (self.around.history or {}).get(result.metric, [])
            if far := unusual(result, days, self.objective.period):
                yield index, result, far

    def is_floor(self, guardrail: Guardrail) -> bool:
        """Whether a guardrail keeps a performance metric from getting worse."""
        metric = self.found.get(guardrail.metric)
        if metric is None or metric.kind != "performance":
            return False
        return (guardrail.bound == "floor") == (metric.better == "higher")


def metrics_of(*objectives: Objective) -> set[str]:
    """Every metric that the objectives name."""
    results = {each.metric for objective in objectives for each in objective.key_results}
    return results | {each.metric for objective in objectives for each in objective.guardrails}


def plans_of(*objectives: Objective) -> set[str]:
    """Every audit plan that the objectives name."""
    guardrails = [each for objective in objectives for each in objective.guardrails]
    return {each.audit_plan for each in guardrails if each.audit_plan is not None}
