"""How far along: the one arithmetic of progress."""

from collections.abc import Iterable

from shared.schemas.words import Better

FARTHEST = 100.0


def share_done(
    baseline: float | None, current: float | None, target: float | None, direction: Better | None
) -> float | None:
    """The part of the way from baseline to target; None where a number is not known.

    Where the target is to stay at the baseline, it is 1 while that is so and 0 otherwise.

    >>> share_done(100, 110, 120, "higher")
    0.5
    >>> share_done(60, 45, 30, "lower")
    0.5
    >>> share_done(0.9, 0.92, 0.9, "higher")
    1.0
    >>> share_done(100, None, 120, "higher") is None
    True
    """
    if baseline is None or current is None or target is None:
        return None
    if baseline != target:
        way = (current - baseline) / (target - baseline)
        return max(-FARTHEST, min(FARTHEST, way)) + 0.0  # never -0.0
    if direction is None:
        return None
    return float(current >= target if direction == "higher" else current <= target)


def together(parts: Iterable[tuple[float | None, float]]) -> float | None:
    """The weighted mean of the shares that are known, each from 0 to 1; None where none is.

    >>> together([(0.5, 1.0), (1.5, 1.0), (None, 5.0)])
    0.75
    """
    known = [(max(0.0, min(1.0, share)), weight) for share, weight in parts if share is not None]
    whole = sum(weight for _, weight in known)
    return sum(share * weight for share, weight in known) / whole if whole else None
