"""How likely each cause is, given the pair, its context and the goals that were set."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import nan

import numpy as np

from services.insights.rules.facts import Facts
from services.insights.statistics.cause_table import CauseTable, cause_table
from services.insights.statistics.causes import explain, signal_evidence
from shared.schemas.insights.signals import Signal

GOAL_WEIGHT = 4.0  # times the prior odds of a cause that a goal on record speaks for


@dataclass(frozen=True)
class Weighed:
    """Causes by probability, the one that stands out, and the signal that would tell two apart."""

    probability: Mapping[str, float]
    stands_out: str
    separating: str
    z: Mapping[str, float]  # NaN where a signal is not known


def weigh(facts: Facts) -> Weighed:
    """Naive Bayes over the table of causes; what is not measured says nothing."""
    table = _with_goals(cause_table(), facts)
    z = signal_evidence(np.array([[_p_rise(facts, name) for name in table.signals]]))
    causes = explain(z, table)
    return Weighed(
        dict(zip(table.causes, causes.posterior[0].tolist(), strict=True)),
        str(causes.named[0]),
        str(causes.separating[0]),
        dict(zip(table.signals, z[0].tolist(), strict=True)),
    )


def _p_rise(facts: Facts, name: str) -> float:
    """P(rise) of a signal of the table; sides of the pair in terms of what is good."""
    if facts.pair is not None and name in ("productivity", "performance"):
        side: Signal = getattr(facts.pair, name)
        if side.change is None:
            return nan
        return 1 - side.change.p_rise if side.better == "lower" else side.change.p_rise
    found = facts.context.get(name)
    return found.change.p_rise if found is not None and found.change is not None else nan


def _with_goals(table: CauseTable, facts: Facts) -> CauseTable:
    if not facts.one_sided:
        return table
    prior = table.prior.copy()
    prior[table.causes.index("incentive_misalignment")] *= GOAL_WEIGHT
    return replace(table, prior=prior / prior.sum())
