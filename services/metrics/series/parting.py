"""A subject's people parted into groups: who is in which when, and which groups are told when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from services.metrics.series.columns import Bools, Ints
from services.metrics.series.disclosure import Membership, told_on

Spell = tuple[int, int, int, int]  # group and person by number, first and last day; as offsets


@dataclass(frozen=True)
class Parted:
    """Which groups are told in which windows, and who is left over in each."""

    told: Bools  # by group and window
    named: Bools  # groups of whom anything is told while anybody was in them
    others_told: Bools  # by window
    others: list[tuple[int, int, int]]  # a person, and the first and last of days on end


def presence(spells: Iterable[Spell], people: int, days: int) -> Bools:
    """Who is there on which day, whatever the group."""
    there = np.zeros((people, days), bool)
    for _, person, first, last in spells:
        there[person, first : last + 1] = True
    return there


def parted(
    present: Bools, spells: Sequence[Spell], seen: Bools, windows: Ints, groups: int, least: int
) -> Parted:
    """Part people by their spells in groups; `present` and `seen` are by person and day.

    Whom the caller sees anyway is not counted: their part of any sum is known to the caller.
    """
    by_day, overlap = _told_by_day(present & ~seen, spells, groups, least)
    starts = np.flatnonzero(np.diff(windows, prepend=-1))
    told = np.logical_and.reduceat(by_day, starts, axis=1)
    named = np.zeros(groups, bool)
    for group, _, first, last in spells:
        named[group] |= told[group, windows[first : last + 1]].any()
    over = present & ~_covered(told[:, windows], spells, present.shape)
    few = (over & ~seen).sum(axis=0)
    enough = ((few == 0) | (few >= least)) & (not overlap)
    return Parted(told, named, np.logical_and.reduceat(enough, starts), list(_runs(over)))


def _told_by_day(
    unseen: Bools, spells: Sequence[Spell], groups: int, least: int
) -> tuple[Bools, bool]:
    """Which groups are told on which day, and whether anybody is ever in two."""
    people, days = unseen.shape
    group, person, first, last = np.array(spells, np.int64).reshape(-1, 4).T
    told, overlap = np.ones((groups, days), bool), False
    for day, following in pairwise([*_turns(unseen, first, last), days]):
        active = (first <= day) & (last >= day)
        overlap = overlap or bool((np.bincount(person[active]) > 1).any())
        active &= unseen[person, day]
        who = Membership(group[active], person[active], people, groups, unseen[:, day])
        told[:, day:following] = told_on(who, least)[:, np.newaxis]
    return told, overlap


def _turns(unseen: Bools, first: Ints, last: Ints) -> list[int]:
    """The days on which anything is other than on the day before."""
    turned = np.flatnonzero((unseen[:, 1:] != unseen[:, :-1]).any(axis=0)) + 1
    days = np.unique(np.concatenate([[0], turned, first, last + 1]))
    turns: list[int] = days[days < unseen.shape[1]].tolist()
    return turns


def _covered(told: Bools, spells: Sequence[Spell], size: tuple[int, ...]) -> Bools:
    """Who is, on which day, in a group that is told."""
    covered = np.zeros(size, bool)
    for group, person, first, last in spells:
        covered[person, first : last + 1] |= told[group, first : last + 1]
    return covered


def _runs(days: Bools) -> Iterator[tuple[int, int, int]]:
    """The days of each person, as spells of days on end."""
    edges = np.diff(days.astype(np.int8), prepend=0, append=0, axis=1)
    people, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    yield from zip(people.tolist(), starts.tolist(), (ends - 1).tolist(), strict=True)
