"""Which drafts are sound: what contradicts itself is refused, what is missing is not."""

from collections.abc import Iterator, Sequence

from services.goals.objectives.cycles import period_of
from services.goals.objectives.domain import ObjectiveUnsound, told_direction
from services.goals.reviews.working import meeting_faults
from shared.schemas.goals.key_results import Guardrail, KeyResult
from shared.schemas.goals.objectives import Intent
from shared.schemas.problems import Fault

LONGEST_DAYS = 5 * 366


def require_sound(intent: Intent) -> None:
    """Raise ObjectiveUnsound, naming every contradiction; what is missing is no contradiction."""
    faults = [*_repeated("key_results", intent.key_results)]
    faults += _repeated("guardrails", intent.guardrails)
    faults += _backwards(intent.key_results)
    faults += _stretches(intent.key_results)
    faults += _period_faults(intent)
    faults += meeting_faults(intent.review_cadence.meeting, "/review_cadence/meeting")
    if faults:
        raise ObjectiveUnsound("Mend " + ", ".join(fault.pointer for fault in faults), faults)


def _repeated(field: str, measured: Sequence[KeyResult | Guardrail]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, entry in enumerate(measured):
        if entry.metric in seen:
            detail = f"{entry.metric!r} stands here twice; name a metric once."
            yield Fault(pointer=f"/{field}/{index}/metric", code="metric_repeated", detail=detail)
        seen.add(entry.metric)


def _backwards(results: Sequence[KeyResult]) -> Iterator[Fault]:
    for index, result in enumerate(results):
        told = told_direction(result)
        if result.direction is not None and told not in (None, result.direction):
            detail = f"From {result.baseline:g} to {result.target:g} is {told}; leave it out."
            pointer = f"/key_results/{index}/direction"
            yield Fault(pointer=pointer, code="direction_contradicts", detail=detail)


def _stretches(results: Sequence[KeyResult]) -> Iterator[Fault]:
    for index, result in enumerate(results):
        pointer = f"/key_results/{index}/stretch"
        if result.stretch is None:
            continue
        way = told_direction(result) or result.direction
        if result.target is None or way is None:
            detail = "A stretch goes beyond a target: give baseline and target first."
            yield Fault(pointer=pointer, code="stretch_aimless", detail=detail)
        elif (result.stretch > result.target) != (way == "higher"):
            detail = f"A stretch lies beyond the target, {way} than {result.target:g}."
            yield Fault(pointer=pointer, code="stretch_short", detail=detail)


def _period_faults(intent: Intent) -> Iterator[Fault]:
    if intent.period is None:
        return
    if intent.cycle is not None and intent.period != period_of(intent.cycle):
        detail = "The cycle says other days than the period; leave one of the two out."
        yield Fault(pointer="/cycle", code="period_differs", detail=detail)
    days = (intent.period.last_day - intent.period.first_day).days + 1
    pointer = "/period/last_day"
    if days < 1:
        yield Fault(pointer=pointer, code="ends_first", detail="Not before its first day.")
    if days > LONGEST_DAYS:
        yield Fault(pointer=pointer, code="too_long", detail="Five years at most.")
