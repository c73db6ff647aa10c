"""The array types of this package, and the row-wise median that honours a mask."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Words: TypeAlias = npt.NDArray[np.str_]
Anything: TypeAlias = npt.NDArray[Any]


def ratio(top: Floats, bottom: Floats, otherwise: float = 0.0) -> Floats:
    """Divide elementwise (shapes broadcast); where the bottom is zero, answer `otherwise`.

    >>> ratio(np.array([1.0, 3.0]), np.array([2.0, 0.0]), otherwise=-1.0)
    array([ 0.5, -1. ])
    """
    shape = np.broadcast_shapes(top.shape, bottom.shape)
    result = np.full(shape, float(otherwise))
    np.divide(top, bottom, out=result, where=bottom != 0)
    return result


def row_median(values: Floats, mask: Bools) -> Floats:
    """Median of each row over the places where mask is true; (S, N) -> (S,), 0 for an empty row.

    Sorting with the masked places at the end is several times faster than np.nanmedian.

    >>> values = np.array([[3.0, 1.0, 99.0], [4.0, 8.0, 6.0]])
    >>> row_median(values, values < 50)
    array([2., 6.])
    """
    if values.shape[1] == 0:
        return np.zeros(values.shape[0])
    ordered = np.sort(np.where(mask, values, np.inf), axis=1)
    count = mask.sum(axis=1)
    rows = np.arange(values.shape[0])
    low = ordered[rows, np.maximum(count - 1, 0) // 2]
    high = ordered[rows, np.minimum(count // 2, values.shape[1] - 1)]
    return np.where(count > 0, 0.5 * low + 0.5 * np.where(count > 0, high, low), 0.0)
