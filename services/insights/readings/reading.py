"""One metric of the subject, told from noise: what is said of it, and what pairs are made of."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

import numpy as np

from services.insights.readings.measures import Measured, measured, too_few
from services.insights.readings.wording import sentence
from services.insights.sources.domain import Daily
from services.insights.statistics.pair import Outcome
from services.insights.statistics.signal import Signals, detect_signals
from services.insights.statistics.state import NOT_ENOUGH_DATA, REASONS
from shared.schemas.insights.signals import (
    Change,
    Interval,
    Level,
    Quality,
    SeriesRef,
    Signal,
    State,
    Turn,
)

UNTOLD = Outcome(np.array([NOT_ENOUGH_DATA]), np.full((1, 3), np.nan))
OPPOSITE = {"up": "down", "down": "up"}


@dataclass(frozen=True, eq=False)
class Reading:
    """What is said of a metric, and the posterior behind it."""

    signal: Signal
    outcome: Outcome


def read(daily: Daily, *series: SeriesRef, intervals: bool = True) -> Reading:
    """Tell a metric's change from noise; `series` names the days where they can be fetched."""
    taken = measured(daily)
    signals = detect_signals(taken.values, taken.measure, taken.denominators, intervals=intervals)
    few = too_few(daily)
    outcome = UNTOLD if few else signals.outcome()
    metric, leaning = daily.metric, "" if few else str(signals.leaning[0])
    state = cast(State, str(outcome.state[0]))
    said = Signal(
        metric=metric.key,
        name=metric.name,
        kind=metric.kind,
        unit=metric.unit,
        better=metric.better,
        per_day=metric.adds_up,
        state=state,
        number=cast(State, NOT_ENOUGH_DATA if few else str(signals.state[0])),
        leaning=_as_good(leaning, metric.better),
        reason=few or REASONS.get(str(signals.reason[0])),
        says="",
        change=_change(signals, daily) if state != "not_enough_data" else None,
        quality=_quality(signals, taken, daily),
        levels=_levels(signals, daily),
        series=list(series) or [ref(daily)],
    )
    return Reading(said.model_copy(update={"says": sentence(said)}), outcome)


def ref(daily: Daily) -> SeriesRef:
    """Where the days of a series can be fetched again."""
    return SeriesRef(
        metric=daily.metric.key,
        subject=daily.subject,
        first_day=daily.first_day,
        last_day=daily.last_day,
    )


def tidy(number: float) -> float:
    """Six digits that count: more would claim what no data can show."""
    return float(f"{number:.6g}")


def _as_good(leaning: str, better: str | None) -> str | None:
    return (OPPOSITE[leaning] if better == "lower" else leaning) if leaning else None


def _change(signals: Signals, daily: Daily) -> Change:
    def told(name: str) -> float:
        return tidy(float(getattr(signals, name)[0]))

    lower = daily.metric.better == "lower"
    early, effect, relative = told("early"), told("effect"), told("relative")
    known = bool(np.isfinite(relative))
    return Change(
        early=early,
        late=tidy(early + effect),
        effect=effect,
        interval=_interval(told("effect_low"), told("effect_high")),
        relative=relative if known else None,
        relative_interval=_interval(told("relative_low"), told("relative_high")),
        p_better=told("p_down" if lower else "p_up"),
        p_flat=told("p_flat"),
        p_worse=told("p_up" if lower else "p_down"),
        p_rise=told("p_rise"),
        p_value=told("p_value"),
        smallest_effect=told("smallest_effect"),
        smallest_detectable=told("smallest_detectable"),
        turn=_turn(signals, daily.first_day),
    )


def _interval(low: float, high: float) -> Interval | None:
    return Interval(low=low, high=high) if np.isfinite(low) and np.isfinite(high) else None


def _turn(signals: Signals, first_day: date) -> Turn | None:
    days = [int(of[0]) for of in (signals.place, signals.place_first, signals.place_last)]
    if min(days) < 0:
        return None
    day, earliest, latest = (first_day + timedelta(days=index) for index in days)
    return Turn(day=day, earliest=earliest, latest=latest)


def _quality(signals: Signals, taken: Measured, daily: Daily) -> Quality:
    seen = np.flatnonzero(taken.seen[0])
    return Quality(
        days=len(daily.count) - int(seen[0]) if len(seen) else 0,
        days_with_data=int(np.count_nonzero(daily.count > 0)),
        observations=int(np.nansum(daily.count)),
        blocks=int(signals.blocks[0]),
        block_days=int(signals.block_length[0]),
        outliers=int(signals.outlier[0].sum()),
    )


def _levels(signals: Signals, daily: Daily) -> list[Level]:
    return [
        Level(
            start=daily.first_day + timedelta(days=int(start)),
            value=tidy(float(level)) if np.isfinite(level) else None,
            outlier=bool(outlier),
        )
        for start, level, outlier in zip(
            signals.start[0], signals.level[0], signals.outlier[0], strict=True
        )
        if start >= 0
    ]
