"""What is said of each subject's metric: its signal, and everything that backs it."""

from dataclasses import dataclass

import numpy as np

from services.insights.statistics.arrays import Bools, Floats, Ints, Words
from services.insights.statistics.autocorrelation import GRID
from services.insights.statistics.measure import Measure
from services.insights.statistics.pair import Outcome
from services.insights.statistics.series import Series
from services.insights.statistics.state import DOWN, NOT_ENOUGH_DATA, UP


@dataclass(frozen=True)
class Signals:
    """One row per subject; late third of the window minus early third, in the metric's own units.

    Up and down are directions of the number itself; `outcome` turns them into better and worse.
    Counts are per scheduled day or per unit of exposure, durations start from the geometric mean.
    Where there is not enough data numbers are NaN, places -1 and words empty.
    """

    measure: Measure
    state: Words  # (S,) up, down, flat, uncertain or not_enough_data
    leaning: Words  # (S,) up or down where uncertain but P >= .8, else empty
    reason: Words  # (S,) key of state.REASONS where there is not enough data, else empty
    effect: Floats  # (S,) posterior mean
    effect_low: Floats  # (S,) ends of the 95 % interval
    effect_high: Floats
    early: Floats  # (S,) level of the first third
    relative: Floats  # (S,) effect as a share of the early level; NaN if that is not positive
    relative_low: Floats
    relative_high: Floats
    p_rise: Floats  # (S,) P(effect > 0)
    p_up: Floats  # (S,) P(effect beyond the smallest that matters), and so on
    p_flat: Floats
    p_down: Floats
    p_value: Floats  # (S,) two-sided, of no change
    p_sudden: Floats  # (S,) P(the change is a step rather than a ramp)
    place: Ints  # (S,) index of the day or week that began the new level, -1 if it cannot be named
    place_first: Ints  # (S,) ends of the 80 % set of places, -1 with it
    place_last: Ints
    smallest_effect: Floats  # (S,) the smallest effect that matters, in own units
    smallest_detectable: Floats  # (S,) what 80 % of such series would have shown
    evidence: Floats  # (S, R) of each autocorrelation, for `learn_prior` over peers
    blocks: Ints  # (S,) observed blocks
    block_length: Ints  # (S,) scheduled days (or weeks) in each
    level: Floats  # (S, B) of each block, before outliers are pulled; NaN where not observed
    start: Ints  # (S, B) index of the block's first day or week, -1 if there is none
    outlier: Bools  # (S, B) isolated blocks that were pulled towards the rest

    def outcome(self) -> Outcome:
        """The same in terms of what is good, for pairs: up is better, down is worse."""
        probability = np.stack([self.p_up, self.p_flat, self.p_down], axis=1)
        if self.measure.better == "higher":
            return Outcome(self.state, probability)
        state = np.select([self.state == UP, self.state == DOWN], [DOWN, UP], self.state)
        return Outcome(state, probability[:, ::-1])


NUMBERS = (
    *("effect", "effect_low", "effect_high", "early", "relative", "relative_low", "relative_high"),
    *("p_rise", "p_up", "p_flat", "p_down", "p_value", "p_sudden"),
    *("smallest_effect", "smallest_detectable"),
)
PLACES = ("place", "place_first", "place_last")


def nothing_known(measure: Measure, series: Series, reason: Words) -> Signals:
    """Signals in which no subject has enough data yet; the detector fills in those that have."""
    blocks, size = series.blocks, len(reason)
    level = np.exp(blocks.level) if measure.kind == "duration" else blocks.level

    numbers = {name: np.full(size, np.nan) for name in NUMBERS}
    places = {name: np.full(size, -1) for name in PLACES}
    return Signals(
        measure=measure,
        state=np.full(size, NOT_ENOUGH_DATA),
        leaning=np.full(size, "", dtype="<U4"),
        reason=reason,
        evidence=np.full((size, GRID.size), np.nan),
        blocks=blocks.observed.sum(axis=1),
        block_length=blocks.length,
        level=np.where(blocks.observed, level, np.nan),
        start=blocks.start,
        outlier=np.zeros(blocks.level.shape, dtype=bool),
        **numbers,
        **places,
    )
