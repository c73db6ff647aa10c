"""Whether a guardrail holds now, how sure that is, and since when it does not."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from scipy.special import stdtr

from services.insights.readings.measures import begun
from services.insights.readings.reading import ref, tidy
from services.insights.sources.domain import Daily, Limit, Objective
from services.insights.statistics.arrays import Floats
from shared.schemas.insights.signals import SeriesRef

FEWEST_DAYS = 5


@dataclass(frozen=True)
class Floor:
    """A limit against the latest days; a level of None means too little data to say."""

    objective: Objective
    limit: Limit
    name: str
    unit: str
    level: float | None
    p_broken: float
    since: date | None
    series: SeriesRef | None


def read_floor(objective: Objective, limit: Limit, daily: Daily | None) -> Floor:
    """Compare a metric's level over the guardrail's latest days with its limit."""
    if daily is None:
        return Floor(objective, limit, limit.metric, "", None, 0.5, None, None)
    name, unit, series = daily.metric.name, daily.metric.unit, ref(daily)
    total, below = _parts(limit, daily)
    latest, under = total[-limit.days :], below[-limit.days :]
    days = int(np.count_nonzero(under))
    if days < FEWEST_DAYS:
        return Floor(objective, limit, name, unit, None, 0.5, None, series)
    level = float(latest.sum() / under.sum())
    p_broken = _p_beyond(limit, level, _error(latest, under, level, days), days - 1)
    since = _since(limit, total, below, daily.first_day)
    return Floor(objective, limit, name, unit, tidy(level), tidy(p_broken), since, series)


def _parts(limit: Limit, daily: Daily) -> tuple[Floats, Floats]:
    """Numerators and denominators by day; of a sum, days with any, or sevenths of a week."""
    if not daily.metric.adds_up:
        known = np.nan_to_num(daily.below) > 0
        return np.where(known, daily.total, 0.0), np.where(known, daily.below, 0.0)
    total = np.nan_to_num(daily.total)
    on = begun(daily) if limit.weekly else daily.count > 0
    return np.where(on, total, 0.0), on / 7 if limit.weekly else on.astype(float)


def _error(total: Floats, below: Floats, level: float, days: int) -> float:
    """Standard error of a ratio of sums over days (Cochran 1977, section 6.4)."""
    residual = np.sum((total - level * below) ** 2)
    return float(np.sqrt(residual * days / (days - 1)) / below.sum())


def _p_beyond(limit: Limit, level: float, error: float, dof: int) -> float:
    if error == 0.0:
        return float(_beyond(limit, level))
    p_below = float(stdtr(dof, (limit.at - level) / error))
    return 1.0 - p_below if limit.ceiling else p_below


def _beyond(limit: Limit, level: float) -> bool:
    return level > limit.at if limit.ceiling else level < limit.at


def _since(limit: Limit, total: Floats, below: Floats, first_day: date) -> date | None:
    """The first day of the latest unbroken run of levels beyond the limit."""
    sums, weights = (np.cumsum(np.concatenate([[0.0], part])) for part in (total, below))
    first: date | None = None
    for end in range(len(total), 0, -1):
        start = max(end - limit.days, 0)
        weight = weights[end] - weights[start]
        if weight <= 0 or not _beyond(limit, float((sums[end] - sums[start]) / weight)):
            break
        first = first_day + timedelta(days=end - 1)
    return max(first, limit.since) if first and limit.since else first
