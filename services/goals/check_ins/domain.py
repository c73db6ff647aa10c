"""Which values may be typed at a check-in, and who is shown what of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.errors import Invalid
from shared.schemas.goals.check_ins import CheckIn, CheckInSaid
from shared.schemas.goals.objectives import Objective
from shared.schemas.problems import Fault

Typed = dict[str, float]


class ValuesUnsound(Invalid):
    """A value typed where none is, or twice."""


@dataclass(frozen=True)
class Kept:
    """A check-in with the days that its numbers were read from."""

    check_in: CheckIn
    first_day: date
    last_day: date


def typed_after(known: Typed, said: CheckInSaid, objective: Objective) -> Typed:
    """Every value typed so far; ValuesUnsound."""
    faults = list(_faults(said, objective))
    if faults:
        raise ValuesUnsound("Type one value for each key result whose reading is typed.", faults)
    there = {each.metric for each in objective.key_results if each.reading == "typed"}
    still = {metric: value for metric, value in known.items() if metric in there}
    return still | {each.metric: each.value for each in said.values}


def _faults(said: CheckInSaid, objective: Objective) -> Iterator[Fault]:
    readings = {result.metric: result.reading for result in objective.key_results}
    seen: set[str] = set()
    for index, each in enumerate(said.values):
        pointer = f"/values/{index}/metric"
        if each.metric not in readings:
            detail = f"{each.metric!r} is no key result of this objective."
            yield Fault(pointer=pointer, code="no_key_result", detail=detail)
        elif readings[each.metric] == "live":
            detail = f"{each.metric!r} is read live; set the key result's reading to typed first."
            yield Fault(pointer=pointer, code="read_live", detail=detail)
        elif each.metric in seen:
            yield Fault(pointer=pointer, code="metric_repeated", detail="Type it once.")
        seen.add(each.metric)


def shown(kept: Kept, visible: Collection[str] | None, subject: str) -> CheckIn:
    """A check-in as the caller may see it; `visible` is None where nobody can say."""
    if visible is not None and subject in visible:
        return kept.check_in
    why = "metrics_away" if visible is None else "not_yours"
    bare: dict[str, Any] = {
        "confidence": None,
        "comment": None,
        "values": [],
        "progress": None,
        "hidden": why,
    }
    return kept.check_in.model_copy(update=bare)
