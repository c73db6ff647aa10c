"""Days as columns: many subjects' sums at once, where a row of Python each would cost seconds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from services.metrics.series.domain import Span

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Holdings:
    """Which numbered subjects make up those asked for, by their place, and on which days."""

    place: Ints
    subject_id: Ints  # in ascending order
    first: Ints  # offsets from the first day asked for, both inclusive
    last: Ints

    @property
    def subject_ids(self) -> Ints:
        """The numbered subjects, each once."""
        return np.unique(self.subject_id)

    def between(self, start: int, size: int) -> "Holdings":
        """Those of so many places, counted from the first of them."""
        inside = (self.place >= start) & (self.place < start + size)
        place, *others = (getattr(self, name)[inside] for name in self.__dataclass_fields__)
        return Holdings(place - start, *others)


@dataclass(frozen=True)
class Rows:
    """Days as they are kept, and in which place they count."""

    place: Ints  # or the numbered subject, as they are copied
    metric: Ints
    day: Ints
    count: Floats
    total: Floats
    weight: Floats

    def at(self, which: Any, place: Ints) -> "Rows":
        """Some of them, in other places."""
        columns = (self.metric, self.day, self.count, self.total, self.weight)
        return Rows(place, *(column[which] for column in columns))


@dataclass(frozen=True)
class Sums:
    """For each subject, metric and window: how many, Σ value × weight, Σ weight."""

    count: Floats
    total: Floats
    weight: Floats

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.count + other.count, self.total + other.total, self.weight + other.weight)

    def of(self, metric: int) -> "Sums":
        """Of one of the metrics: by subject and window."""
        return Sums(self.count[:, metric], self.total[:, metric], self.weight[:, metric])


def window_of_days(spans: Sequence[Span]) -> Ints:
    """For each day asked for, which window it is in."""
    return np.repeat(np.arange(len(spans)), [(last - first).days + 1 for first, last in spans])


def by_window(days: Floats, windows: Ints) -> Floats:
    """Days of each place added up to their windows."""
    sums: Floats = np.add.reduceat(days, np.flatnonzero(np.diff(windows, prepend=-1)), axis=1)
    return sums


def placed(rows: Rows, holdings: Holdings) -> Rows:
    """Rows of numbered subjects, each in the places it counts for on its day: none, or several."""
    numbers, starts, times = np.unique(holdings.subject_id, return_index=True, return_counts=True)
    known = np.searchsorted(numbers, rows.place)
    often = times[known]
    row = np.repeat(np.arange(len(often)), often)
    within = np.arange(len(row)) - np.repeat(np.cumsum(often) - often, often)
    holding = starts[known][row] + within
    day = rows.day[row]
    holds = (holdings.first[holding] <= day) & (day <= holdings.last[holding])
    return rows.at(row[holds], holdings.place[holding[holds]])


def folded(rows: Rows, windows: Ints, size: tuple[int, int, int]) -> Sums:
    """What rows add up to, for each of so many places, metrics and windows."""
    cell = (rows.place * size[1] + rows.metric) * size[2] + windows[rows.day]

    def summed(column: Floats) -> Floats:
        sums = np.bincount(cell, column, size[0] * size[1] * size[2])
        return sums.astype(np.float64, copy=False).reshape(size)

    return Sums(summed(rows.count), summed(rows.total), summed(rows.weight))
