"""How the statistics are to read each metric of the catalogue."""

from dataclasses import dataclass

import numpy as np

from services.insights.sources.domain import Daily
from services.insights.statistics.arrays import Bools, Floats
from services.insights.statistics.measure import Kind, Measure
from shared.schemas.metrics.catalogue import Metric


@dataclass(frozen=True, eq=False)
class Measured:
    """One subject's metric as `detect_signals` takes it; arrays are (1, D)."""

    measure: Measure
    values: Floats
    denominators: Floats | None
    seen: Bools  # days on which something was measured, nothing included


def kind_of(metric: Metric) -> Kind:
    """A ratio is a count over its exposure; whatever is not summed or shared out is a mean."""
    if metric.adds_up or metric.aggregation == "ratio":
        return "count"
    if metric.aggregation == "rate":
        return "rate"
    return "duration" if metric.duration else "mean"


def measured(daily: Daily) -> Measured:
    """Days before the first event are not zeros, they are not known."""
    metric = daily.metric
    kind = kind_of(metric)
    measure = Measure(
        kind,
        metric.smallest_effect.amount,
        relative=metric.smallest_effect.relative,
        better=metric.better or "higher",
    )
    if metric.adds_up:
        values = np.where(begun(daily), daily.total, np.nan)
        return Measured(measure, values[None], None, np.isfinite(values)[None])
    seen = np.isfinite(daily.below) & (daily.below > 0)
    safe = np.where(seen, daily.below, 1.0)
    values = daily.total if kind in ("rate", "count") else daily.total / safe
    values = np.where(seen, values, np.nan)
    return Measured(measure, values[None], np.where(seen, daily.below, 0.0)[None], seen[None])


def too_few(daily: Daily) -> str | None:
    """Why so few events say nothing, if they are fewer than the metric's definition asks for."""
    least, events = daily.metric.minimum_sample, int(np.nansum(daily.count))
    return f"{events} events, where it takes {least} to say something." if events < least else None


def begun(daily: Daily) -> Bools:
    """The days from the first with an event on, (D,)."""
    on: Bools = np.cumsum(np.nan_to_num(daily.count)) > 0
    return on


def per(above: Daily, below: Daily, name: str, unit: str) -> Daily:
    """One metric per unit of another: reopened per closed, arrivals per full-time equivalent."""
    exposure = below.total
    if not below.metric.adds_up:
        known = below.below > 0
        exposure = np.where(known, below.total / np.where(known, below.below, 1.0), np.nan)
    metric = above.metric.model_copy(update={"name": name, "unit": unit, "aggregation": "ratio"})
    total = np.where(begun(above), above.total, np.nan)
    return Daily(metric, above.subject, above.first_day, total, exposure, above.count)
