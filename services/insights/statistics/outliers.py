"""Isolated outliers: single blocks far from the rest, pulled in and listed."""

import numpy as np

from services.insights.statistics.arrays import Bools, Floats, row_median

LIMIT = 3.0  # robust sd
MAD_TO_SD = 1.4826  # for normal noise


def pull_outliers(level: Floats, observed: Bools) -> tuple[Floats, Bools]:
    """Pull each isolated outlier to the limit; answer levels and which were pulled, both (S, N).

    A block is beyond the limit if more than 3 robust sd (1.4826 MAD) from the median of its row; it
    is isolated if neither neighbour is beyond the same limit. Runs stay: they may be the change.
    The blocks of a row stand next to each other from the left, the rest is masked by `observed`.
    A row more than half of whose blocks are equal has no robust sd and is left alone.
    Source: Hampel (1974) for the limit; Winsor's pull as in Tukey (1962).

    >>> level = np.array([[1.0, 2.0, 3.0, 2.0, 90.0, 1.0, 2.0, 3.0]])
    >>> pull_outliers(level, level > 0)[0].round(4)
    array([[1.    , 2.    , 3.    , 2.    , 6.4478, 1.    , 2.    , 3.    ]])
    """
    median = row_median(level, observed)
    spread = MAD_TO_SD * row_median(np.abs(level - median[:, None]), observed)
    low = (median - LIMIT * spread)[:, None]
    high = (median + LIMIT * spread)[:, None]
    known = observed & (spread > 0)[:, None]
    pulled = _isolated(known & (level > high)) | _isolated(known & (level < low))
    return np.where(pulled, np.clip(level, low, high), level), pulled


def _isolated(beyond: Bools) -> Bools:
    padded = np.pad(beyond, ((0, 0), (1, 1)))
    return beyond & ~padded[:, :-2] & ~padded[:, 2:]
