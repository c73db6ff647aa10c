"""A story's deliveries and events, added up by day as the metrics service should see them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from deploy.story.happenings import Happening, happenings
from deploy.story.parameters import Parameters

Floats = NDArray[np.float64]
SOLVED = "SOLVED"


@dataclass
class Life:
    """What a ticket's deliveries have said so far."""

    replies: int = 0
    solved_on: date | None = None
    first_solve: date | None = None
    at_once: bool = False
    reopened: list[date] = field(default_factory=list)


class Chronicle:
    """Day sums and weights by metric; everybody together."""

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        self.days = 7 * parameters.weeks - 2
        self.total: defaultdict[str, Floats] = defaultdict(self._nothing)
        self.weight: defaultdict[str, Floats] = defaultdict(self._nothing)
        told = list(happenings(parameters))
        self.deliveries = [one for one in told if one.webhook]
        self.events = [one for one in told if not one.webhook]
        self._count_tickets(self.deliveries)
        for event in self.events:
            body = event.body
            weight = body.get("weight", 1.0)
            self._add(body["metric"], event.at.date(), body["value"] * weight, weight)

    def mean(self, metric: str, first_week: int, last_week: int) -> float:
        """The level over some weeks: of counts a working day, of the rest per unit of weight."""
        weeks = slice(7 * (first_week - 1), 7 * last_week)
        weight = self.weight[metric][weeks].sum()
        return float(self.total[metric][weeks].sum() / weight)

    def a_day(self, metric: str, first_week: int, last_week: int) -> float:
        """The total of some weeks for each of their working days."""
        weeks = slice(7 * (first_week - 1), 7 * last_week)
        return float(self.total[metric][weeks].sum() / (5 * (last_week - first_week + 1)))

    def _nothing(self) -> Floats:
        return np.zeros(self.days)

    def _add(self, metric: str, day: date, value: float, weight: float = 1.0) -> None:
        index = (day - self.parameters.first_day) // timedelta(days=1)
        if index >= 0:
            self.total[metric][index] += value
            self.weight[metric][index] += weight

    def _count_tickets(self, deliveries: Iterable[Happening]) -> None:
        lives: defaultdict[str, Life] = defaultdict(Life)
        for delivery in deliveries:
            self._read(lives[delivery.body["subject"]], delivery)
        for life in lives.values():
            if life.first_solve is not None:
                settled = life.at_once and not life.reopened
                self._add("first_contact_resolution", life.first_solve, settled)
            for day in life.reopened:
                self._add("tickets_reopened", day, 1)
            if life.solved_on is not None:
                self._add("tickets_closed", life.solved_on, 1)

    def _read(self, life: Life, delivery: Happening) -> None:
        kind, event = delivery.body["type"].rpartition(".")[2], delivery.body["event"]
        day = delivery.at.date()
        if kind == "created":
            self._add("tickets_created", day, 1)
        elif kind == "comment_added":
            life.replies += 1
        elif kind == "status_changed" and event["current"] == SOLVED:
            life.solved_on = day
            if life.first_solve is None:
                life.first_solve, life.at_once = day, life.replies <= 1
        elif kind == "status_changed" and event["previous"] == SOLVED:
            life.reopened.append(day)
            life.solved_on = None
