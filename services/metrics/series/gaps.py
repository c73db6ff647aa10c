"""What is said of windows in which nothing happened."""

from collections.abc import Sequence

import msgspec

from services.metrics.series.domain import Point
from shared.schemas.metrics.series import Fill


def filled(points: Sequence[Point], fill: Fill) -> list[Point]:
    """Points as they are told; in themselves, a sum of nothing is 0 and the rest of it None."""
    if fill == "none":
        return [point for point in points if not _empty(point)]
    if fill == "null":
        return [_untold(point) if _empty(point) else point for point in points]
    return list(points)


def _empty(point: Point) -> bool:
    """A ratio of nothing to something is 0, and no gap."""
    return point.count == 0 and not point.denominator


def _untold(point: Point) -> Point:
    return msgspec.structs.replace(point, value=None)
