"""The least and the greatest value: a bin for each value, in the order of the values."""

import struct

from services.metrics.aggregations.bins import Bins

BELOW_THE_SIGN = 2**63 - 1


def bin_of(value: float) -> int:
    """A number's own bits as a whole number; a greater number gives a greater one.

    >>> bin_of(-1.5) < bin_of(-0.1) < bin_of(0.0) < bin_of(1e-9) < bin_of(1e15)
    True
    """
    [bits] = struct.unpack("<q", struct.pack("<d", value + 0.0))  # minus zero is zero
    return int(bits) if bits >= 0 else int(bits) ^ BELOW_THE_SIGN


def value_of(number: int) -> float:
    """The value whose bin it is.

    >>> value_of(bin_of(-0.1))
    -0.1
    """
    [value] = struct.unpack("<d", struct.pack("<q", _bits(number)))
    return float(value)


def least(bins: Bins) -> float:
    """The least value that is left."""
    return value_of(min(bins))


def greatest(bins: Bins) -> float:
    """The greatest value that is left."""
    return value_of(max(bins))


def _bits(number: int) -> int:
    return number if number >= 0 else number ^ BELOW_THE_SIGN
