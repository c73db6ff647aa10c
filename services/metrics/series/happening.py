"""What happened, parted by what it says of an attribute: who did how much of it, day by day."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from services.metrics.events.gains import BILLION, billionths
from services.metrics.series.columns import Ints
from services.metrics.series.domain import Sum
from services.metrics.series.parting import Parted, Spell, parted
from services.metrics.series.store import Found

OTHERS = "others"


class Happened(NamedTuple):
    """Equal events of one day: whom they happened to, and what they say of the attribute."""

    whom: str  # a person, or the whole itself
    said: str | None
    metric: int
    day: int  # from the first asked for
    value: float
    weight: float
    times: int


def told_of(
    happened: Sequence[Happened],
    values: Sequence[str],
    people: Collection[str],
    seen: Collection[str],
    windows: Ints,
    least: int,
) -> Parted:
    """Which values are told in which windows: of each, whoever did some is counted on that day.

    What one person did of one value is known to nobody else, so it counts as somebody of its own.
    """
    place = {value: number for number, value in enumerate(values)}
    did = {(each.whom, each.said, each.day) for each in happened if each.whom in people}
    share = {of: number for number, of in enumerate({(whom, said) for whom, said, _ in did})}
    present = np.zeros((len(share), len(windows)), bool)
    alone = np.zeros_like(present)
    spells: list[Spell] = []
    for whom, said, day in did:
        row = share[whom, said]
        present[row, day], alone[row, day] = True, whom in seen
        if said is not None:
            spells.append((place[said], row, day, day))
    told = parted(present, spells, alone, windows, len(values), least)
    named = told.named.copy()
    for each in happened:  # what happened to the whole itself is of nobody
        if each.said is not None and each.whom not in people:
            named[place[each.said]] |= told.told[place[each.said], windows[each.day]]
    return replace(told, named=named)


def added_up(
    happened: Sequence[Happened],
    values: Sequence[str],
    labels: Sequence[str],
    told: Parted,
    windows: Ints,
    first: date,
) -> Found:
    """The days of each label, and of `others`, who have what is not told of any."""
    place = {value: number for number, value in enumerate(values)}
    sums: defaultdict[tuple[str, int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    for each in happened:
        whose = [] if each.said is None else [labels[place[each.said]]]
        if each.said is None or not told.told[place[each.said], windows[each.day]]:
            whose.append(OTHERS)
        gains = (1, billionths(each.value * each.weight), billionths(each.weight))
        for label in whose:
            of_day = sums[label, each.metric, each.day]
            of_day[:] = [had + each.times * gain for had, gain in zip(of_day, gains, strict=True)]
    found: defaultdict[tuple[str, int], dict[date, Sum]] = defaultdict(dict)
    for (label, metric, day), (count, total, weight) in sums.items():
        exact = Sum(count, total / BILLION, weight / BILLION)
        found[label, metric][first + timedelta(days=day)] = exact
    return dict(found)
