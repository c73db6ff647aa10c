"""The front of this package: did a metric change, for each subject, and how sure is that?"""

import numpy as np

from services.insights.statistics.answer import Signals, nothing_known
from services.insights.statistics.arrays import Bools, Floats, Ints
from services.insights.statistics.autocorrelation import learn_prior
from services.insights.statistics.blocks import Blocks
from services.insights.statistics.change import Blocked, Change, estimate_change
from services.insights.statistics.days import read_days
from services.insights.statistics.measure import Measure
from services.insights.statistics.outliers import pull_outliers
from services.insights.statistics.place import locate
from services.insights.statistics.series import block_series
from services.insights.statistics.state import judge, why_not_enough
from services.insights.statistics.units import Units, early_and_overall

__all__ = ["Measure", "Signals", "detect_signals", "learn_prior"]

FEWEST_BLOCKS = 8
CHUNK = 256  # subjects at a time, so that the work stays in the processor's cache
TAIL = 0.025  # outside each end of the 95 % interval


def detect_signals(
    values: Floats,
    measure: Measure,
    denominators: Floats | None = None,
    observed: Bools | None = None,
    scheduled: Bools | None = None,
    prior: Floats | None = None,
    fewest_blocks: int = FEWEST_BLOCKS,
    intervals: bool = True,
) -> Signals:
    """Say of each of S subjects whether a metric changed over a window of D days (or weeks).

    values, denominators (S, D): see `Measure` for their meaning. observed (S, D): days on which a
    value could have come (a day of leave could not); all if None. scheduled (S, D) or (D,): days
    that count, inferred per subject if None. prior (R,): the metric's autocorrelation, from
    `learn_prior`; flat if None. intervals: find the 95 % intervals, the dearest part of a scan.
    Raises ValueError if shapes differ, a rate lacks denominators, the prior is not ten positive
    numbers or fewer than five blocks would do. Deterministic. Sources: in the modules it calls.

    >>> calm = np.tile([20.0, 22.0, 19.0, 21.0, 20.0, 18.0], 4)
    >>> risen = calm + 10 * (np.arange(24) >= 14)
    >>> measure = Measure("mean", smallest_effect=2.5, step="week")
    >>> signals = detect_signals(np.array([calm, risen]), measure)
    >>> signals.state.tolist(), signals.effect.round(1).tolist(), signals.place.tolist()
    (['flat', 'up'], [-0.3, 9.5], [-1, 14])
    """
    if fewest_blocks < 5:
        raise ValueError("The change test needs at least five observed blocks.")
    series = block_series(read_days(values, measure, denominators, observed), measure, scheduled)
    count = series.blocks.observed.sum(axis=1)
    reason = why_not_enough(series.span, series.events, count, fewest_blocks)
    signals = nothing_known(measure, series, reason)
    enough = np.flatnonzero(reason == "")
    for start in range(0, len(enough), CHUNK):
        rows = enough[start : start + CHUNK]
        blocked, order = _blocked(series.blocks, series.floor, rows, signals.outlier)
        exists = (np.arange(blocked.y.shape[1]) < blocked.count[:, None]).astype(float)
        units = early_and_overall(blocked.y, exists, measure.kind == "duration")
        change = estimate_change(blocked, prior)
        _tell_change(signals, rows, change, units, intervals)
        _tell_place(signals, rows, change, blocked.count, order)
    return signals


def _blocked(blocks: Blocks, floor: Floats, rows: Ints, outlier: Bools) -> tuple[Blocked, Ints]:
    """Move observed blocks to the left, pull outliers (marking them), and share an equal design."""
    observed = blocks.observed[rows]
    count = observed.sum(axis=1)
    order = np.argsort(~observed, axis=1, kind="stable")[:, : count.max()]
    there: Bools = np.take_along_axis(observed, order, axis=1)
    level: Floats = np.take_along_axis(blocks.level[rows], order, axis=1)
    noise: Floats = np.take_along_axis(blocks.noise[rows], order, axis=1)
    level, pulled = pull_outliers(level, there)
    marked = np.zeros_like(observed)
    np.put_along_axis(marked, order, pulled, axis=1)
    outlier[rows] = marked
    noise = np.where(there, noise, np.inf)
    if np.all(order == order[0]) and np.allclose(noise, noise[0], rtol=1e-9, atol=0.0):
        return Blocked(level, order[:1].astype(float), noise[:1], count, floor[rows]), order
    return Blocked(level, order.astype(float), noise, count, floor[rows]), order


def _tell_change(
    signals: Signals, rows: Ints, change: Change, units: Units, intervals: bool
) -> None:
    effect = change.effect
    smallest = units.smallest(signals.measure)
    verdict = judge(effect, smallest)
    for name in ("state", "leaning", "p_rise", "p_up", "p_flat", "p_down", "p_value"):
        getattr(signals, name)[rows] = getattr(verdict, name)
    mean = effect.mean()
    signals.early[rows] = units.start
    signals.effect[rows], signals.relative[rows] = units.own(mean), units.relative(mean)
    signals.smallest_effect[rows] = units.own(smallest)
    signals.smallest_detectable[rows] = units.own(verdict.detectable)
    signals.p_sudden[rows] = 1.0 - change.shape[:, 0]
    signals.evidence[rows] = change.evidence
    if intervals:
        low, high = effect.quantile(TAIL), effect.quantile(1.0 - TAIL)
        signals.effect_low[rows], signals.relative_low[rows] = units.own(low), units.relative(low)
        signals.effect_high[rows], signals.relative_high[rows] = (
            units.own(high),
            units.relative(high),
        )


def _tell_place(signals: Signals, rows: Ints, change: Change, count: Ints, order: Ints) -> None:
    """Translate places from observed blocks to days of the window."""
    places = locate(change.shape, change.steps, count)
    each = np.arange(len(rows))
    for days, place in (
        (signals.place, places.likeliest),
        (signals.place_first, places.first),
        (signals.place_last, places.last),
    ):
        block = order[each, np.minimum(place, order.shape[1] - 1)]
        days[rows] = np.where(places.named, signals.start[rows, block], -1)
