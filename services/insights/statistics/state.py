"""From a posterior to a word: up, down, flat, uncertain - or not enough data, and why."""

from dataclasses import dataclass

import numpy as np

from services.insights.statistics.arrays import Floats, Ints, Words
from services.insights.statistics.mixture import Mixture

UP, FLAT, DOWN = "up", "flat", "down"
UNCERTAIN, NOT_ENOUGH_DATA = "uncertain", "not_enough_data"

ALPHA = 0.04  # two-sided; keeps false alarms at or under 5 % across autocorrelations
EQUIVALENCE = 0.05  # each tail of the two one-sided tests
LEANING = 0.8
DETECTABLE = 2.9  # posterior sd that a change must have to be shown four times out of five

FEWEST_DAYS = 28
FEWEST_EVENTS = 5.0  # per two weeks
REASONS = {
    "too_short": "Less than four weeks of daily data.",
    "too_few_events": "Fewer than five events or responses in two weeks.",
    "too_few_blocks": "Too few blocks with data to tell a change from noise.",
}


@dataclass(frozen=True)
class Verdict:
    """What may be said of S series; directions are the number's own, not those of what is good."""

    state: Words  # (S,) up, down, flat or uncertain
    leaning: Words  # (S,) up or down where uncertain but P >= .8, else empty
    p_rise: Floats  # (S,) P(change > 0)
    p_up: Floats  # (S,) P(change > smallest effect)
    p_flat: Floats  # (S,) P(change within the smallest effect)
    p_down: Floats  # (S,) P(change < -smallest effect)
    p_value: Floats  # (S,) two-sided, of no change
    detectable: Floats  # (S,) change that 80 % of such series would have shown, in model units


def judge(change: Mixture, smallest: Floats) -> Verdict:
    """Say what a posterior change allows, given the smallest effect that matters (S,), same units.

    Flat is checked first (both tails beyond the smallest effect under 5 %), so a significant but
    trivial change is flat; then moved (two-sided p under .04); else uncertain.
    Source: Schuirmann (1987), two one-sided tests; Lakens (2017).

    >>> row = np.ones((3, 1))
    >>> posterior = Mixture(row, np.array([[0.0], [3.0], [1.5]]), row, np.array([28, 28, 28]))
    >>> judge(posterior, np.array([2.0, 1.0, 1.0])).state.tolist()
    ['flat', 'up', 'uncertain']
    """
    fall = change.below(np.zeros_like(smallest))
    p_down = change.below(-smallest)
    p_up = 1.0 - change.below(smallest)
    p_value = 2.0 * np.minimum(fall, 1.0 - fall)
    flat = (p_down < EQUIVALENCE) & (p_up < EQUIVALENCE)
    moved = p_value < ALPHA
    state = np.select([flat, moved & (fall < 0.5), moved], [FLAT, UP, DOWN], UNCERTAIN)
    open_ = state == UNCERTAIN
    leaning = np.select(
        [open_ & (1.0 - fall >= LEANING), open_ & (fall >= LEANING)], [UP, DOWN], ""
    )
    p_flat = np.maximum(1.0 - p_up - p_down, 0.0)
    return Verdict(
        state, leaning, 1.0 - fall, p_up, p_flat, p_down, p_value, DETECTABLE * change.sd()
    )


def why_not_enough(days: Ints, events: Floats | None, blocks: Ints, fewest_blocks: int) -> Words:
    """The key of REASONS that forbids a verdict, or an empty word; all (S,).

    days between the first and last value; events per two weeks, None if the metric counts none.

    >>> days, events = np.array([20, 90, 90, 90]), np.array([9.0, 2.0, 9.0, 9.0])
    >>> blocks = np.array([9, 9, 7, 9])
    >>> why_not_enough(days, events, blocks, 8)
    array(['too_short', 'too_few_events', 'too_few_blocks', ''], dtype='<U14')
    """
    sparse = np.zeros(len(days), dtype=bool) if events is None else events < FEWEST_EVENTS
    return np.select(
        [days < FEWEST_DAYS, sparse, blocks < fewest_blocks],
        ["too_short", "too_few_events", "too_few_blocks"],
        "",
    )
