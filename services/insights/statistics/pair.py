"""Two metrics read together: the joint posterior of nine cells, and how sure we may be."""

from dataclasses import dataclass

import numpy as np

from services.insights.statistics.arrays import Bools, Floats, Ints, Words
from services.insights.statistics.state import DOWN, FLAT, UP

CELLS = np.array([UP, FLAT, DOWN])
PROBABLE = 0.70
CONFIRMED, LIKELY, OPEN = "confirmed", "probable", "open"


@dataclass(frozen=True)
class Outcome:
    """One metric of S subjects in terms of what is good: up is better, whatever the number did."""

    state: Words  # (S,)
    probability: Floats  # (S, 3) better, flat, worse; NaN where there is not enough data


@dataclass(frozen=True)
class Pairs:
    """Where S pairs stand; a word is empty where either metric has not enough data."""

    joint: Floats  # (S, 3, 3) by productivity and performance, each up, flat, down
    tier: Words  # (S,) confirmed, probable or open
    productivity: Words  # (S,) the cell to report: the decided states, else the likeliest
    performance: Words  # (S,)
    probability: Floats  # (S,) posterior probability of that cell
    next_productivity: Words  # (S,) the likeliest cell apart from it, to be shown when open
    next_performance: Words  # (S,)
    next_probability: Floats  # (S,)


def read_pairs(productivity: Outcome, performance: Outcome) -> Pairs:
    """Join two outcomes of the same S subjects; the joint posterior is the product of the two.

    Confirmed: both states are decided, which as an intersection-union test needs no correction.
    Probable: the top cell holds at least .70. Source: Berger (1982), intersection-union tests;
    calibration of the product simulated for this project.

    >>> up = Outcome(np.array(["up"]), np.array([[0.98, 0.02, 0.0]]))
    >>> leaning = Outcome(np.array(["uncertain"]), np.array([[0.1, 0.1, 0.8]]))
    >>> pairs = read_pairs(up, leaning)
    >>> pairs.tier[0], pairs.productivity[0], pairs.performance[0], pairs.probability.round(3)
    (np.str_('probable'), np.str_('up'), np.str_('down'), array([0.784]))
    """
    joint = productivity.probability[:, :, None] * performance.probability[:, None, :]
    cells = joint.reshape(-1, 9)
    known = ~np.isnan(cells[:, 0])
    filled = np.where(known[:, None], cells, 0.0)
    confirmed = _decided(productivity.state) & _decided(performance.state)
    decided = 3 * _column(productivity.state) + _column(performance.state)
    top = np.where(confirmed, decided, filled.argmax(axis=1))
    rows = np.arange(len(top))
    probability = np.where(known, filled[rows, top], np.nan)
    filled[rows, top] = -1.0
    second = filled.argmax(axis=1)
    tier = np.select([confirmed, known & (probability >= PROBABLE)], [CONFIRMED, LIKELY], OPEN)
    return Pairs(
        joint,
        tier,
        *_words(top, known),
        probability,
        *_words(second, known),
        np.where(known, filled[rows, second], np.nan),
    )


def _decided(state: Words) -> Bools:
    return np.isin(state, CELLS)


def _column(state: Words) -> Ints:
    column: Ints = np.argmax(state[:, None] == CELLS, axis=1)
    return column


def _words(
    cell: Ints,
    known: Bools,
) -> tuple[Words, Words]:
    return np.where(known, CELLS[cell // 3], ""), np.where(known, CELLS[cell % 3], "")
