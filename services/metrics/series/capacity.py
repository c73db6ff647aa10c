"""How much people could work: computed of the directory day by day, and never posted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from services.metrics.directory.working import Schedule, Shares, Span, working_shares
from services.metrics.series.columns import Floats
from services.metrics.series.domain import Days, Sum

FULL_TIME = "fte_days"  # in full-time days; the other capacity counts each working day as one
Spell = tuple[int, int, int]  # a place, and the first and last day there, from the first asked for


@dataclass(frozen=True)
class Capacity:
    """By place and day: how many people worked, and what their days add up to."""

    people: Floats
    total: Floats

    def days_of(self, place: int, first: date) -> Days:
        """The days of one place on which anybody worked, as they add up to points."""
        return {
            first + timedelta(days=int(day)): Sum(int(people), float(total), float(people))
            for day in np.flatnonzero(self.people[place])
            for people, total in [(self.people[place, day], self.total[place, day])]
        }


def capacity_of(
    key: str,
    spells: Mapping[str, Sequence[Spell]],
    schedules: Mapping[str, Schedule],
    works: Mapping[str, Shares],
    size: tuple[int, int],
    span: Span,
) -> Capacity:
    """What people add up to in each of so many places, each for their own spells there."""
    people, total = np.zeros(size), np.zeros(size)
    for person, schedule in schedules.items():
        share = working_shares(span, schedule if key == FULL_TIME else _whole(schedule), works)
        for place, first, last in spells[person]:
            total[place, first : last + 1] += share[first : last + 1]
            people[place, first : last + 1] += share[first : last + 1] > 0
    return Capacity(people, total)


def _whole(schedule: Schedule) -> Schedule:
    return replace(schedule, fte=1.0, part_time=())
