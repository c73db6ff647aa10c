"""Bins: how a day keeps what does not add up, so that it adds up all the same.

Each event falls into one bin of its day, a whole number that its aggregation chooses. A bin keeps
how many events fell into it and what they come to. So bins gain and lose as days do, in any order;
those of days, members and windows are added; and the largest value is that of the last bin left.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bin:
    """How many events fell into a bin, and the sum of their values."""

    count: int = 0
    total: float = 0.0

    def __add__(self, other: "Bin") -> "Bin":
        return Bin(self.count + other.count, self.total + other.total)


Bins = Mapping[int, Bin]


def together(parts: Iterable[Bins]) -> dict[int, Bin]:
    """The bins of several days, members or windows, those that everything left being gone.

    >>> together([{1: Bin(2, 6.0), 5: Bin(1, 4.0)}, {1: Bin(1, 3.0), 5: Bin(-1, -4.0)}])
    {1: Bin(count=3, total=9.0)}
    """
    found: dict[int, Bin] = {}
    for bins in parts:
        for number, one in bins.items():
            found[number] = found.get(number, Bin()) + one
    return {number: one for number, one in found.items() if one.count > 0}
