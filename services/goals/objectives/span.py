"""Which days progress is read from."""

from dataclasses import dataclass
from datetime import date, timedelta

from services.goals.measured import Definitions
from shared.schemas.goals.key_results import KeyResult
from shared.schemas.goals.objectives import Objective

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Span:
    """An objective's days as of the last that counts."""

    objective: Objective
    found: Definitions
    as_of: date

    @property
    def began(self) -> date:
        """The first day that a breach is looked for: the period's, or a year ago."""
        period = self.objective.period
        return min(self.as_of, period.first_day) if period else self.as_of - YEAR

    def reads_from(self, result: KeyResult) -> date:
        """The first day of a key result's current value."""
        metric = self.found.get(result.metric)
        if result.basis == "period" and metric and metric.adds_up:
            return self.began
        return self.as_of - timedelta(days=result.window_days - 1)

    @property
    def read_live(self) -> list[str]:
        """The metrics of the catalogue that are read; a typed value is read nowhere."""
        results = {each.metric for each in self.objective.key_results if each.reading == "live"}
        return sorted(self.found.keys() & (results | {g.metric for g in self.objective.guardrails}))

    @property
    def first_day(self) -> date:
        """The first day that any of it is read from."""
        results = [self.reads_from(result) for result in self.objective.key_results]
        windows = [guardrail.window_days for guardrail in self.objective.guardrails]
        guards = [self.began - timedelta(days=days - 1) for days in windows]
        return min([self.as_of, *results, *guards])


def last_day(objective: Objective, asked: date | None, today: date) -> date:
    """The last day that counts: as asked, but neither the future nor after the period."""
    limits = [objective.period.last_day] if objective.period else []
    return min([asked or today, today, *limits])
