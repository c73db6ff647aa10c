"""What is unsound about an incentive, in sentences that teach."""

from collections.abc import Iterator, Mapping

from shared.schemas.goals.incentives import Flag, Floor, IncentiveIn
from shared.schemas.metrics.catalogue import Metric
from shared.schemas.words import Kind

LEAST_SHARE = 0.2  # of what is paid for the pair: less is for show
OTHER: dict[Kind, Kind] = {"performance": "productivity", "productivity": "performance"}
PAID_FOR: dict[Kind, str] = {
    "productivity": "how much is done, so quality pays for it",
    "performance": "how well work is done, so only what is sure to go well gets done",
}


def flags_of(said: IncentiveIn, found: Mapping[str, Metric]) -> list[Flag]:
    """Every flag of a policy, its metrics being known."""
    shares = _shares(said, found)
    return [*_balance(shares), *_floor(said, shares, found), *_context(said, found)]


def _shares(said: IncentiveIn, found: Mapping[str, Metric]) -> dict[Kind, float]:
    shares: dict[Kind, float] = {}
    for entry in said.metrics:
        kind = found[entry.metric].kind
        shares[kind] = shares.get(kind, 0.0) + entry.weight
    paired = sum(weight for kind, weight in shares.items() if kind in OTHER)
    return {kind: weight / paired for kind, weight in shares.items() if kind in OTHER}


def _balance(shares: Mapping[Kind, float]) -> Iterator[Flag]:
    for kind in shares:
        other = OTHER[kind]
        if other not in shares:
            detail = f"It pays only for {PAID_FOR[kind]}. Pay for a {other} metric beside it."
            yield Flag(code="one_kind_only", detail=detail)
        elif shares[other] < LEAST_SHARE:
            detail = (
                f"Only {shares[other]:.0%} of it is for {other}, which nobody will give up the rest"
                f" for. Give {other} a fifth of the weight at least."
            )
            yield Flag(code="lopsided", detail=detail)


def _floor(
    said: IncentiveIn, shares: Mapping[Kind, float], found: Mapping[str, Metric]
) -> Iterator[Flag]:
    if "productivity" in shares and not any(_holds_up(each, found) for each in said.floors):
        detail = (
            "It pays for output with nothing under quality: add a floor, a limit that a performance"
            " metric must not cross for anything to be paid."
        )
        yield Flag(code="floor_missing", detail=detail)


def _holds_up(floor: Floor, found: Mapping[str, Metric]) -> bool:
    metric = found[floor.metric]
    keeps_up = (floor.bound == "floor") == (metric.better == "higher")
    return metric.kind == "performance" and keeps_up


def _context(said: IncentiveIn, found: Mapping[str, Metric]) -> Iterator[Flag]:
    for entry in said.metrics:
        if found[entry.metric].kind == "context":
            detail = (
                f"{entry.metric!r} is a context metric: to pay for it is to pay for being busy or"
                " for circumstances. Pay for what comes of it."
            )
            yield Flag(code="context_rewarded", detail=detail)
