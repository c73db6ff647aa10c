"""Which metric stands where, and which kinds may stand there."""

from collections.abc import Iterable, Iterator, Mapping

from services.goals.scorecards.lessons import lesson
from shared.schemas.goals.scorecards import Pair, Purpose
from shared.schemas.metrics.catalogue import Metric
from shared.schemas.problems import Fault
from shared.schemas.words import Kind

Place = tuple[str, str, tuple[Kind, ...]]


def places(said: Purpose) -> Iterator[Place]:
    """Every metric that a scorecard names: where, which, and the kinds that may stand there."""
    yield from pair_places(said.pair)
    for index, key in enumerate(said.secondary):
        yield f"/secondary/{index}", key, ("performance", "productivity")
    for index, key in enumerate(said.context):
        yield f"/context/{index}", key, ("context",)


def pair_places(pair: Pair) -> Iterator[Place]:
    """The same of a pair alone."""
    yield "/pair/performance", pair.performance, ("performance",)
    yield "/pair/productivity", pair.productivity, ("productivity",)


def place_faults(named: Iterable[Place], found: Mapping[str, Metric]) -> Iterator[Fault]:
    """Every metric that is unknown, repeated, or not of a kind that may stand there."""
    seen: set[str] = set()
    for pointer, key, kinds in named:
        metric = found.get(key)
        if metric is None:
            detail = f"There is no metric {key!r} in the catalogue."
            yield Fault(pointer=pointer, code="metric_unknown", detail=detail)
        elif key in seen:
            detail = f"{key!r} stands here twice; name a metric once."
            yield Fault(pointer=pointer, code="metric_repeated", detail=detail)
        elif metric.kind not in kinds:
            yield Fault(pointer=pointer, code="metric_kind", detail=lesson(metric, kinds))
        else:
            seen.add(key)  # only where it belongs: the place to mend is the other one
