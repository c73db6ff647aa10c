"""A story added up by day, as the metrics service should come to see it."""

from collections import defaultdict
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from deploy.story.parameters import Parameters
from deploy.story.people import agents
from deploy.story.readings import readings
from deploy.story.simulation import simulate
from deploy.story.tickets import Step, Ticket
from deploy.story.times import DAY

Floats = NDArray[np.float64]


class Chronicle:
    """Day sums and weights by metric; everybody together."""

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        self.days = 7 * parameters.weeks - 2
        self.total: defaultdict[str, Floats] = defaultdict(self._nothing)
        self.weight: defaultdict[str, Floats] = defaultdict(self._nothing)
        self.deliveries = 0
        self.waiting = 0  # tickets that came before the first day
        log = simulate(parameters)
        for ticket in log.tickets:
            self._count(ticket)
        for event in readings(log, parameters, agents(parameters.people)):
            day = (datetime.fromisoformat(event["time"]).date() - parameters.first_day).days
            weight = event.get("weight", 1.0)
            self._add(event["metric"], day, event["value"] * weight, weight)

    def level(self, metric: str, first_week: int, last_week: int) -> float:
        """The level over some weeks, per unit of weight."""
        weeks = slice(7 * (first_week - 1), 7 * last_week)
        return float(self.total[metric][weeks].sum() / self.weight[metric][weeks].sum())

    def a_day(self, metric: str, first_week: int, last_week: int) -> float:
        """The total of some weeks for each of their working days."""
        weeks = slice(7 * (first_week - 1), 7 * last_week)
        return float(self.total[metric][weeks].sum() / (5 * (last_week - first_week + 1)))

    def _nothing(self) -> Floats:
        return np.zeros(self.days)

    def _add(self, metric: str, day: int, value: float, weight: float = 1.0) -> None:
        if 0 <= day < self.days:
            self.total[metric][day] += value
            self.weight[metric][day] += weight

    def _count(self, ticket: Ticket) -> None:
        steps = [step for step in ticket.steps if step.at < self.days * DAY]
        self.deliveries += len(steps)
        self.waiting += steps[0].at < 0
        self._add("tickets_created", day_of(steps[0]), 1)
        reopened = [step for step in steps if step.kind == "status_changed" and step.opens == 1]
        for step in reopened:
            self._add("tickets_reopened", day_of(step), 1)
        solves = [step for step in steps if step.kind == "status_changed" and step.opens == -1]
        if len(solves) > len(reopened):
            self._add("tickets_closed", day_of(solves[-1]), 1)
        if solves:
            replies = sum(one.kind == "replied" and one.at <= solves[0].at for one in steps)
            at_once = replies == 1 and not reopened
            self._add("first_contact_resolution", day_of(solves[0]), at_once)


def day_of(step: Step) -> int:
    """The day of the calendar, from 0."""
    return int(step.at // DAY)
