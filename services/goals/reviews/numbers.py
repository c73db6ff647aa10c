"""Both numbers of a review: read from metrics for the days it looks at, or typed with a reason."""

from collections.abc import Iterator, Mapping, Sequence

from services.goals.measured import Measured
from services.goals.objectives.readings import current
from services.goals.reviews.domain import Reviewed, ReviewUnsound
from services.goals.scorecards.places import pair_places, place_faults
from shared.schemas.goals.occasions import Occasion
from shared.schemas.goals.reviews import Review, ReviewNumber, TypedNumber
from shared.schemas.goals.scorecards import Pair
from shared.schemas.metrics.catalogue import Metric
from shared.schemas.metrics.series import Point
from shared.schemas.problems import Fault
from shared.schemas.words import Kind

SIDES: tuple[Kind, ...] = ("performance", "productivity")
Typed = Mapping[Kind, TypedNumber | None]


async def numbers_of(
    reviewed: Reviewed,
    review: Occasion | Review,
    pair: Pair | None,
    said: Typed,
    measured: Measured,
) -> dict[str, ReviewNumber]:
    """The pair side by side; asks nobody for what is typed."""
    told = typed(said)
    asked = [side for side in SIDES if side not in told]
    if not asked:
        return told
    chosen = pair or reviewed.pair
    named = [chosen.performance, chosen.productivity] if chosen else list(reviewed.metrics)
    found = await measured.definitions(named)
    if faults := list(_faults(chosen, asked, found)):
        raise ReviewUnsound(" ".join(fault.detail for fault in faults), faults)
    read = {side: next(found[key] for key in named if _is(found.get(key), side)) for side in asked}
    points = await measured.days(
        reviewed.subject,
        [metric.key for metric in read.values()],
        review.first_day,
        review.last_day,
    )
    return told | {side: _read(metric, points.get(metric.key, [])) for side, metric in read.items()}


def _faults(
    chosen: Pair | None, asked: Sequence[Kind], found: Mapping[str, Metric]
) -> Iterator[Fault]:
    if chosen is not None:
        yield from place_faults(pair_places(chosen), found)
        return
    for side in asked:
        if not any(_is(metric, side) for metric in found.values()):
            detail = f"The objective has no {side} metric: name a pair, or type the number."
            yield Fault(pointer=f"/pair/{side}", code="side_missing", detail=detail)


def _is(metric: Metric | None, side: Kind) -> bool:
    return metric is not None and metric.kind == side


def typed(said: Typed) -> dict[str, ReviewNumber]:
    """The numbers that are typed, each with its reason."""
    return {
        side: ReviewNumber(
            metric=number.metric, kind=side, value=number.value, typed_because=number.reason
        )
        for side, number in said.items()
        if number is not None
    }


def _read(metric: Metric, points: Sequence[Point]) -> ReviewNumber:
    value = current(points, "period")
    return ReviewNumber(metric=metric.key, kind=metric.kind, value=value, unit=metric.unit)
