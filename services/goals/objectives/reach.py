"""Whether a target lies within what a metric has reached before, and how unusual it would be."""

from collections.abc import Sequence
from statistics import fmean, stdev
from typing import NamedTuple

from services.goals.objectives.domain import told_direction
from services.goals.objectives.readings import rolling
from shared.schemas.goals.key_results import KeyResult
from shared.schemas.goals.objectives import Period
from shared.schemas.metrics.series import Point
from shared.schemas.words import Better

HISTORY_DAYS = 182  # 26 weeks
FEWEST_WINDOWS = 4  # side by side; fewer say nothing about what is usual


class Unusual(NamedTuple):
    """A target beyond everything that was reached before."""

    best: float
    deviations: float | None


def unusual(result: KeyResult, points: Sequence[Point], period: Period | None) -> Unusual | None:
    """How a target lies beyond a metric's days before; None within reach, or where nobody can say.

    Every window as long as the key result's own is looked at; the best of them is what was reached.
    """
    direction = told_direction(result)
    if result.target is None or direction is None:
        return None
    began = next((n for n, point in enumerate(points) if point.count), len(points))
    points = points[began:]  # before anything was measured, nothing was reached
    basis = "week" if result.basis == "period" else result.basis
    scale = _weeks(period) if result.basis == "period" and not _pooled(points) else 1.0
    rolled = [value for _, value in rolling(points, basis, result.window_days)]
    reached = [scale * value for value in rolled if value is not None]
    aside = [scale * value for value in rolled[:: -result.window_days] if value is not None]
    if len(aside) < FEWEST_WINDOWS:
        return None
    return beyond(result.target, direction, reached, aside)


def beyond(
    target: float, direction: Better, reached: Sequence[float], aside: Sequence[float]
) -> Unusual | None:
    """How far a target lies beyond all of `reached`, in standard deviations of those `aside`.

    Both are lists of a metric's values over windows of one length, in its own unit: `reached` of
    all windows, `aside` of at least two that do not overlap, so that each is news. Where those are
    all alike, there are no deviations to count in. Sample standard deviation, Bessel's correction.

    >>> beyond(130, "higher", [98, 101, 104], [98, 104, 101])
    Unusual(best=104, deviations=9.666666666666666)
    >>> beyond(104, "higher", [98, 101, 104], [98, 104]) is None
    True
    >>> beyond(20, "lower", [30, 30], [30, 30])
    Unusual(best=30, deviations=None)
    """
    best = max(reached) if direction == "higher" else min(reached)
    if (target <= best) if direction == "higher" else (target >= best):
        return None
    spread = stdev(aside)
    return Unusual(best, abs(target - fmean(aside)) / spread if spread else None)


def how_unusual(result: KeyResult, far: Unusual) -> str:
    """A target beyond everything that was reached before, in a sentence."""
    usual = (
        f", {far.deviations:.1f} standard deviations from what is usual" if far.deviations else ""
    )
    return (
        f"{result.metric!r} has not reached {result.target:g} in any {result.window_days} days of"
        f" the 26 weeks before; the best was {far.best:.4g}{usual}."
    )


def _pooled(points: Sequence[Point]) -> bool:
    return bool(points) and points[0].denominator is not None


def _weeks(period: Period | None) -> float:
    return ((period.last_day - period.first_day).days + 1) / 7 if period else 1.0
