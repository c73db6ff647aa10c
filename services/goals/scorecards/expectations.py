"""What a scorecard may expect: levels told apart, and ranges of metrics that it names."""

from collections.abc import Iterator

from shared.schemas.goals.scorecards import Level, Purpose
from shared.schemas.problems import Fault


def expectation_faults(said: Purpose) -> Iterator[Fault]:
    """What is wrong with the levels and the ways of being gamed; asks no catalogue."""
    named = {said.pair.performance, said.pair.productivity, *said.secondary}
    seen: set[str] = set()
    for index, level in enumerate(said.expectations):
        pointer = f"/expectations/{index}"
        if level.level in seen:
            detail = f"The level {level.level!r} stands here twice."
            yield Fault(pointer=f"{pointer}/level", code="level_repeated", detail=detail)
        seen.add(level.level)
        yield from _range_faults(level, named, pointer)
    for index, gaming in enumerate(said.known_ways_of_being_gamed):
        if gaming.metric not in named:
            pointer = f"/known_ways_of_being_gamed/{index}/metric"
            yield _not_on_card(pointer, gaming.metric)


def _range_faults(level: Level, named: set[str], pointer: str) -> Iterator[Fault]:
    for index, expected in enumerate(level.ranges):
        place, low, high = f"{pointer}/ranges/{index}", expected.at_least, expected.at_most
        if expected.metric not in named:
            yield _not_on_card(f"{place}/metric", expected.metric)
        if low is None and high is None:
            detail = "Say at_least, at_most, or both."
            yield Fault(pointer=place, code="range_missing", detail=detail)
        if low is not None and high is not None and low > high:
            detail = "Not below at_least, please."
            yield Fault(pointer=f"{place}/at_most", code="range_empty", detail=detail)


def _not_on_card(pointer: str, metric: str) -> Fault:
    detail = f"{metric!r} is neither of the pair nor secondary; only those are aimed at."
    return Fault(pointer=pointer, code="not_on_card", detail=detail)
