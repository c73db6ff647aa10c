"""Which groups may be told on a day, so that no smaller one can be worked out from the others.

The whole is told as well, so whoever sees some groups can subtract. A group is told if at least
`least` people are in it and in no other that is told; and those in none that is told, and those in
several, are each nobody or at least so many. Any sum or difference of told numbers that leaves
fewer people would have to cancel all the others, and with this none does. It is decided day by
day, by that day's people alone: windows are told of groups told on all their days, so no choice of
days, windows or metrics tells more.
"""

from dataclasses import dataclass

import numpy as np

from services.metrics.series.columns import Bools, Ints


@dataclass(frozen=True)
class Membership:
    """Who is in which group on one day, by number; whom the caller sees anyway is left out."""

    group: Ints
    person: Ints
    people: int  # numbers run below these
    groups: int
    present: Bools  # by person


def told_on(day: Membership, least: int) -> Bools:
    """The groups that may be told; of two that could be left out, the smaller, then the first."""
    size = np.bincount(day.group, minlength=day.groups)
    told: Bools = (size == 0) | (size >= least)
    while (left_out := _too_much(day, told, size, least)) is not None:
        told[left_out] = False
    return told


def _too_much(day: Membership, told: Bools, size: Ints, least: int) -> int | None:
    """A group that had better not be told."""
    inside = told[day.group]
    times = np.bincount(day.person[inside], minlength=day.people)
    only = inside & (times[day.person] == 1)
    alone = np.bincount(day.group[only], minlength=day.groups)
    candidates = told & (size > 0)
    weak = candidates & (alone < least)
    if weak.any():
        return _smallest(alone, weak)
    few = (int((day.present & (times == 0)).sum()), int((times > 1).sum()))
    if candidates.any() and any(0 < people < least for people in few):
        return _smallest(size, candidates)
    return None


def _smallest(sizes: Ints, among: Bools) -> int:
    return int(np.where(among, sizes, np.iinfo(np.int64).max).argmin())
