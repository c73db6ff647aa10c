"""Two readings together: where the pair stands, and how sure that is."""

from typing import Literal, cast

from services.insights.readings.reading import Reading, tidy
from services.insights.statistics.pair import CELLS, Pairs, read_pairs
from shared.schemas.insights.insight import Cell, Pair, Quadrant
from shared.schemas.insights.signals import Direction


def pair_of(productivity: Reading, performance: Reading) -> Pair:
    """The pair with its quadrant; both sides are told in terms of what is good."""
    quadrant = _quadrant(read_pairs(productivity.outcome, performance.outcome))
    return Pair(productivity=productivity.signal, performance=performance.signal, quadrant=quadrant)


def _quadrant(pairs: Pairs) -> Quadrant:
    tier = cast(Literal["confirmed", "probable", "open"], str(pairs.tier[0]))
    if not pairs.productivity[0]:
        return Quadrant(tier="open", cell=None, joint={})
    return Quadrant(
        tier=tier,
        cell=_cell(pairs.productivity[0], pairs.performance[0], pairs.probability[0]),
        next=_cell(pairs.next_productivity[0], pairs.next_performance[0], pairs.next_probability[0])
        if tier == "open"
        else None,
        joint={
            f"{one}_{other}": tidy(float(pairs.joint[0, row, column]))
            for row, one in enumerate(CELLS)
            for column, other in enumerate(CELLS)
        },
    )


def _cell(productivity: str, performance: str, probability: float) -> Cell:
    return Cell(
        productivity=cast(Direction, str(productivity)),
        performance=cast(Direction, str(performance)),
        probability=tidy(float(probability)),
    )
