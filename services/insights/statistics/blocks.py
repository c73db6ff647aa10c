"""Equal blocks of days: the series the change test sees."""

from dataclasses import dataclass

import numpy as np

from services.insights.statistics.arrays import Bools, Floats, Ints, ratio, row_median

WANTED = 30  # blocks in a window
LONG = 180  # days from which a block is a week
LARGEST = 14  # days
FEWEST_EVENTS = 5.0  # events or responses in a typical block
OBSERVED_SHARE = 0.4  # of a typical block's exposure, to count as observed


@dataclass(frozen=True)
class Blocks:
    """S series cut into at most B blocks, the last block at the end of the window."""

    level: Floats  # (S, B) in the metric's units (log units for durations); 0 where not observed
    exposure: Floats  # (S, B) days, hours or responses behind the level
    observed: Bools  # (S, B) enough exposure to count
    start: (
        Ints  # (S, B) index of the block's first day (or week) in the window; -1 if there is none
    )
    length: Ints  # (S,) days that count in each block

    @property
    def noise(self) -> Floats:
        """Relative noise sd (S, B): half of the variance is sampling noise, less with exposure."""
        typical = row_median(self.exposure, self.observed)[:, None]
        return np.sqrt(0.5 + 0.5 * np.clip(ratio(typical, self.exposure, 1.0), 0.25, 4.0))


def block_length(scheduled: Bools, events: Floats | None) -> Ints:
    """Scheduled days per block (S,): about 30 blocks a window, at least 2 days, weeks from 180.

    scheduled (S, D); events (S,) per scheduled day, None if the metric has no sampling noise to
    speak of. Longer, up to two weeks, until a typical block holds five events.

    >>> block_length(np.ones((3, 90), dtype=bool), np.array([9.0, 1.0, 0.0]))
    array([ 3,  5, 14])
    """
    span = scheduled.shape[1]
    days = scheduled.sum(axis=1)
    share = days / max(span, 1)
    usual = np.rint(7 * share) if span >= LONG else np.ceil(days / WANTED)
    needed = 0.0 if events is None else np.ceil(ratio(np.full(1, FEWEST_EVENTS), events, LARGEST))
    longest = np.maximum(np.rint(LARGEST * share), 2)
    length: Floats = np.clip(np.maximum(usual, needed), 2, longest)
    return length.astype(np.int64)


def cut(total: Floats, exposure: Floats, scheduled: Bools, length: Ints) -> Blocks:
    """Cut days into blocks of `length` (S,) scheduled days, from the end, dropping a partial first.

    total, exposure, scheduled (S, D): a block's level is the sum of totals over the sum of
    exposures, so daily rates are never averaged.

    >>> ones = np.ones((1, 5))
    >>> blocks = cut(np.array([[9, 1, 2, 3, 4.0]]), ones, ones > 0, np.array([2]))
    >>> blocks.level, blocks.start
    (array([[1.5, 3.5]]), array([[1, 3]]))
    """
    series, span = total.shape
    days = scheduled.astype(np.int64)
    left: Ints = np.cumsum(days[:, ::-1], axis=1)[:, ::-1] - days  # scheduled days still to come
    whole = days.sum(axis=1) // length
    size = int(whole.max(initial=0))
    block = left // length[:, None]
    inside = scheduled & (block < whole[:, None])
    cell = size - 1 - block + np.arange(series)[:, None] * size

    def add(of: Floats) -> Floats:
        sums = np.bincount(cell[inside], of[inside], series * size)
        return sums.astype(np.float64).reshape(series, size)

    mass = add(exposure)
    observed = (mass > 0) & (mass >= OBSERVED_SHARE * row_median(mass, mass > 0)[:, None])
    start = np.full(series * size, -1)
    first = inside & (left % length[:, None] == length[:, None] - 1)
    start[cell[first]] = np.broadcast_to(np.arange(span), first.shape)[first]
    level = np.where(observed, ratio(add(total), mass), 0.0)
    return Blocks(level, mass, observed, start.reshape(series, size), length)


def weeks(total: Floats, exposure: Floats) -> Blocks:
    """Weekly data (S, W) as they are: every week is a block.

    >>> weeks(np.array([[4.0, 9.0]]), np.array([[2.0, 0.0]])).level
    array([[2., 0.]])
    """
    return cut(
        total, exposure, np.ones(total.shape, dtype=bool), np.ones(len(total), dtype=np.int64)
    )
