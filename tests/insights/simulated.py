"""A seeded team whose numbers are known: noisy days as events, and the same days as arrays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

LAST = date(2026, 11, 20)


@dataclass(frozen=True)
class Team:
    """What is true of a team: levels before and after the middle of its days."""

    closed: tuple[float, float] = (50.0, 50.0)
    happy: tuple[float, float] = (0.85, 0.85)
    days: int = 180
    last: date = LAST
    subject: str = "team:support"
    seed: int = 7
    context: tuple[tuple[str, float, float], ...] = ()  # a metric with its two levels

    def events(self) -> Iterator[dict[str, Any]]:
        """One event a day for each number that adds up, two for the answers of customers."""
        rng = np.random.default_rng(self.seed)
        for index in range(self.days):
            day = self.last - timedelta(days=self.days - 1 - index)
            later = int(index >= self.days // 2)
            if day.weekday() > 4:
                continue
            closed = int(rng.poisson(self.closed[later]))
            asked = int(rng.binomial(closed, 0.6))
            happy = int(rng.binomial(asked, self.happy[later]))
            yield self._event("tickets_closed", day, "c", closed)
            if happy:
                yield self._event("csat", day, "h", 1, weight=happy)
            if asked > happy:
                yield self._event("csat", day, "u", 0, weight=asked - happy)
            for metric, *levels in self.context:
                level = levels[later] * rng.normal(1, 0.05)
                yield self._event(metric, day, metric, round(max(level, 0.01), 3))

    def _event(
        self, metric: str, day: date, name: str, value: float, weight: float = 1
    ) -> dict[str, Any]:
        return {
            "id": f"{name}-{day}",
            "source": "simulated",
            "metric": metric,
            "subject": self.subject,
            "time": f"{day}T12:00:00Z",
            "value": value,
            "weight": weight,
        }
