"""From a metric's daily or weekly values to blocks, whatever the metric aggregates."""

from dataclasses import dataclass, replace

import numpy as np

from services.insights.statistics.arrays import Bools, Floats, Ints, ratio, row_median
from services.insights.statistics.blocks import Blocks, block_length, cut, weeks
from services.insights.statistics.days import Days
from services.insights.statistics.measure import Measure
from services.insights.statistics.schedule import scheduled_days
from services.insights.statistics.weekdays import weekday_factors, weekday_offsets


@dataclass(frozen=True)
class Series:
    """S series in blocks, and what is needed to say whether they are enough."""

    blocks: Blocks
    floor: Floats  # (S,) variance of a typical block's level from sampling alone, 0 if unknown
    events: Floats | None  # (S,) events or responses per two weeks; None if the metric counts none
    span: Ints  # (S,) days from the first value to the last


def block_series(days: Days, measure: Measure, scheduled: Bools | None = None) -> Series:
    """Cut days (S, D) into blocks free of weekday effects; weekly data into their weeks.

    Levels: counts per scheduled day (or per unit of exposure), rates as shares, means in their own
    unit, durations as logs. scheduled (S, D) or (D,): days that count, inferred from activity if
    None. Source: a design of this project; see the modules it calls for their methods.

    >>> from services.insights.statistics.days import read_days
    >>> measure = Measure("count", 0.05, relative=True)
    >>> series = block_series(read_days(np.full((1, 60), 4.0), measure), measure)
    >>> series.blocks.level.shape, series.blocks.level[0, 0].round(9), series.events
    ((1, 30), np.float64(4.0), array([56.]))
    """
    if measure.step == "week":
        total, exposure = _totals(days, measure)
        blocks, counting, step = weeks(total, exposure), days.seen, 7
    else:
        if scheduled is None:
            scheduled = scheduled_days(days.activity, days.seen)
        on = np.broadcast_to(scheduled, days.seen.shape)
        days = replace(days, weight=np.where(on, days.weight, 0.0))
        total, exposure = _totals(days, measure)
        counting, step = days.seen & on, 1
        length = block_length(on, _rate(days.activity, counting) if days.sampled else None)
        blocks = cut(total, exposure, on, length)
    events = 14 / step * _rate(days.activity, days.seen) if days.sampled else None
    return Series(
        blocks,
        _sampling_variance(total, exposure, blocks, measure),
        events,
        step * _span(days.weight > 0),
    )


def _totals(days: Days, measure: Measure) -> tuple[Floats, Floats]:
    """Totals and exposures (S, D) whose ratio is free of weekday effects."""
    weight, weekly = days.weight, measure.step == "week"
    if measure.kind == "count":
        total = np.where(weight > 0, days.value, 0.0)
        return total, weight if weekly else weight * weekday_factors(total, weight)
    level = ratio(days.value, weight) if measure.kind == "rate" else days.value
    if not weekly:
        level = level - weekday_offsets(level, weight)
    return level * weight, weight


def _rate(activity: Floats, days: Bools) -> Floats:
    """Events per day (S,) over the days that count."""
    return ratio(np.where(days, activity, 0.0).sum(axis=1), days.sum(axis=1).astype(float))


def _sampling_variance(total: Floats, exposure: Floats, blocks: Blocks, measure: Measure) -> Floats:
    mean = ratio(total.sum(axis=1), exposure.sum(axis=1))
    typical = row_median(blocks.exposure, blocks.observed)
    if measure.kind == "count":
        return ratio(np.maximum(mean, 0.0), typical)
    if measure.kind == "rate":
        return ratio(np.maximum(mean * (1.0 - mean), 0.0), typical)
    return np.zeros(len(total))


def _span(known: Bools) -> Ints:
    """From the first day with a value to the last, both included; (S,)."""
    before = np.cumsum(known, axis=1) == 0
    after = np.cumsum(known[:, ::-1], axis=1) == 0
    span: Ints = known.shape[1] - before.sum(axis=1) - after.sum(axis=1)
    return np.maximum(span, 0)
