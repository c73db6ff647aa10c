"""Whether the pair stands where a rule speaks, and how sure that is."""

from collections.abc import Iterable

from shared.schemas.insights.findings import Evidence, Numbers, Tier
from shared.schemas.insights.insight import Pair
from shared.schemas.insights.signals import Signal

PROBABLE = 0.70


def tier_of(pair: Pair, cells: Iterable[str]) -> Tier | None:
    """Confirmed if both sides are decided and there; probable from .70 on; None elsewhere."""
    wanted = set(cells)
    quadrant = pair.quadrant
    if quadrant.cell is None:
        return None
    there = f"{quadrant.cell.productivity}_{quadrant.cell.performance}" in wanted
    if quadrant.tier == "confirmed":
        return "confirmed" if there else None
    return "probable" if probability(pair, wanted) >= PROBABLE else None


def probability(pair: Pair, cells: Iterable[str]) -> float:
    """The posterior probability that the pair stands in one of the cells."""
    return round(sum(pair.quadrant.joint.get(cell, 0.0) for cell in cells), 4)


def lacking(pair: Pair) -> list[Signal]:
    """The sides that have not enough data."""
    return [side for side in (pair.productivity, pair.performance) if side.change is None]


def numbers_of(pair: Pair, cells: Iterable[str]) -> Numbers:
    """What a rule about the pair decided on."""
    return {
        "productivity": pair.productivity.state,
        "performance": pair.performance.state,
        "tier": pair.quadrant.tier,
        "probability": probability(pair, cells),
        "needed": PROBABLE,
    }


def evidence_of(signal: Signal) -> Evidence:
    """A signal as evidence, with the numbers that back it."""
    change = signal.change
    told: Numbers = {"state": signal.state}
    if change is not None:
        told |= {"early": change.early, "late": change.late, "effect": change.effect}
        told |= {"p_value": change.p_value, "smallest_effect": change.smallest_effect}
        if change.interval is not None:
            told |= {"low": change.interval.low, "high": change.interval.high}
    return Evidence(says=signal.says, numbers=told, series=signal.series)
