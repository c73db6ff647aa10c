"""Percentiles: the logarithmic bins of DDSketch (Masson, Rim & Lee, VLDB 2019).

A percentile is off by at most one percent of itself. Bins of days and people are added without
any further error. Sizes below a billionth count as zero.
"""

from math import ceil, log

from services.metrics.aggregations.bins import Bins

ERROR = 0.01
GAMMA = (1 + ERROR) / (1 - ERROR)
TINY = 1e-9
ABOVE_ZERO = 2048  # more than the bins between a billionth and one, so that sizes are above zero


def bin_of(value: float) -> int:
    """The bin of a value; a greater value never falls into a lesser one.

    >>> bin_of(-7.0) < bin_of(0.0) < bin_of(7.0) < bin_of(7.2)
    True
    """
    if abs(value) < TINY:
        return 0
    size = ABOVE_ZERO + ceil(log(abs(value)) / log(GAMMA))
    return size if value > 0 else -size


def value_of(number: int) -> float:
    """What any value of the bin is within one percent of.

    >>> abs(value_of(bin_of(250.0)) - 250.0) <= 2.5
    True
    """
    if number == 0:
        return 0.0
    size = 2 * GAMMA ** (abs(number) - ABOVE_ZERO) / (1 + GAMMA)
    return float(size if number > 0 else -size)


def percentile(bins: Bins, percent: float) -> float:
    """The value that so many percent do not exceed, as far as the bins tell it.

    >>> from services.metrics.aggregations.bins import Bin
    >>> round(percentile({bin_of(10.0): Bin(90), bin_of(500.0): Bin(10)}, 95), -1)
    500.0
    """
    rank = percent / 100 * (sum(one.count for one in bins.values()) - 1)
    below = 0
    for number in sorted(bins):
        below += bins[number].count
        if below > rank:
            break
    return value_of(number)
