"""Which cause the signals point to: naive Bayes over a table of what each cause does."""

from dataclasses import dataclass

import numpy as np
from scipy.special import log_ndtr, ndtri

from services.insights.statistics.arrays import Bools, Floats, Words
from services.insights.statistics.cause_table import CauseTable, cause_table

LIMIT = 4.0  # of a signal's z
FLAT_SD = 1.2
MOVED_SD = 2.5  # of the true movement, in standard errors
CAP = 2.5  # log-likelihood one signal may add or take
TEMPER = 0.8  # signals overlap; naive Bayes counts them as if they did not
NAMED, CLEAR = 0.6, 2.0  # posterior of a named cause, and times the next


@dataclass(frozen=True)
class Causes:
    """What explains S subjects; causes are hypotheses with their probability, never verdicts."""

    posterior: Floats  # (S, C) sums to 1
    likeliest: Words  # (S, 3) best first
    named: Words  # (S,) the one cause that stands out, or empty
    separating: Words  # (S,) the signal that would best tell the two likeliest apart, or empty


def signal_evidence(p_rise: Floats) -> Floats:
    """z of a signal (any shape) from P(rise): probit, within +-4; NaN stays NaN (not known).

    >>> signal_evidence(np.array([0.5, 0.975, 1.0, np.nan])).round(2)
    array([0.  , 1.96, 4.  ,  nan])
    """
    return np.clip(ndtri(p_rise), -LIMIT, LIMIT)


def explain(z: Floats, table: CauseTable | None = None) -> Causes:
    """Weigh the causes of each subject by its signals' z (S, M), in the order of the table.

    A signal's z is N(0, 1.2^2) if it stays, and half-normal movement (sd 2.5) plus unit noise if it
    rises or falls; each log-likelihood is taken relative to the mean of the three, capped and
    tempered. NaN is a signal not known: it says nothing. Raises ValueError if M does not match.
    Source: Hand & Yu (2001) on naive Bayes; Azzalini (1985) for the density of moved signals.

    >>> z = np.array([[3, -3, 3, 3, 3, np.nan, 0, 0, 3, 3, np.nan, np.nan]])
    >>> causes = explain(z)
    >>> causes.named[0], causes.likeliest[0, :2].tolist(), causes.separating[0]
    (np.str_(''), ['process_strain', 'understaffing'], np.str_('headcount'))
    """
    table = cause_table() if table is None else table
    if z.ndim != 2 or z.shape[1] != len(table.signals):
        raise ValueError(f"Evidence needs {len(table.signals)} columns, one per signal.")
    score = np.log(table.prior) + np.einsum("sme,cme->sc", _log_likelihood(z), _one_hot(table))
    posterior = np.exp(score - score.max(axis=1, keepdims=True))
    posterior /= posterior.sum(axis=1, keepdims=True)
    order = np.argsort(-posterior, axis=1, kind="stable")
    best, following = np.take_along_axis(posterior, order[:, :2], axis=1).T
    names = np.array(table.causes)
    stands_out = (best >= NAMED) & (best >= CLEAR * following)
    gap = np.nan_to_num(np.abs(table.effects[order[:, 0]] - table.effects[order[:, 1]]))
    gap *= 1.0 - np.nan_to_num(np.abs(z)) / LIMIT  # what is not known separates best
    signals = np.array(table.signals)[gap.argmax(axis=1)]
    return Causes(
        posterior,
        names[order[:, :3]],
        np.where(stands_out, names[order[:, 0]], ""),
        np.where(gap.max(axis=1) > 0, signals, ""),
    )


def _log_likelihood(z: Floats) -> Floats:
    """(S, M, 3) of falls, stays, rises, each relative to their mean, capped and tempered."""
    known = np.nan_to_num(z)
    stays = -0.5 * (known / FLAT_SD) ** 2 - np.log(FLAT_SD)
    spread = np.sqrt(1.0 + MOVED_SD**2)
    moved = np.log(2.0) - 0.5 * (known / spread) ** 2 - np.log(spread)
    slope = MOVED_SD / spread
    log = np.stack(
        [moved + log_ndtr(-known * slope), stays, moved + log_ndtr(known * slope)], axis=-1
    )
    log -= log.mean(axis=-1, keepdims=True)
    evidence: Floats = TEMPER * np.clip(log, -CAP, CAP) * np.isfinite(z)[..., None]
    return evidence


def _one_hot(table: CauseTable) -> Floats:
    """(C, M, 3) which of falls, stays, rises each cause says of a signal; none if silent."""
    says: Bools = table.effects[:, :, None] == np.array([-1.0, 0.0, 1.0])
    return says.astype(np.float64)
