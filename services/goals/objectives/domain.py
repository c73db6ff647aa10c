"""What an objective is: which drafts are sound, and how one changes."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from services.goals.objectives.cycles import in_cycle, period_of
from shared.errors import Conflict, Invalid, NotFound
from shared.schemas.goals.key_results import Guardrail, KeyResult
from shared.schemas.goals.objectives import Intent, Objective, ObjectiveChange, ObjectiveEdit
from shared.schemas.problems import Fault
from shared.schemas.words import Better

LONGEST_DAYS = 5 * 366


class ObjectiveUnknown(NotFound):
    """There is no such objective."""

    def __init__(self) -> None:
        super().__init__("There is no such objective; GET /v1/objectives lists what there is.")


class ObjectiveClosed(Conflict):
    """A closed objective is history; nothing in it moves."""

    def __init__(self) -> None:
        super().__init__("This objective is closed and moves no more; draft a new one.")


class ObjectiveUnsound(Invalid):
    """An objective that contradicts itself, or hangs where it cannot."""


def require_sound(intent: Intent) -> None:
    """Raise ObjectiveUnsound, naming every contradiction; what is missing is no contradiction."""
    faults = [*_repeated("key_results", intent.key_results)]
    faults += _repeated("guardrails", intent.guardrails)
    faults += _backwards(intent.key_results)
    faults += _stretches(intent.key_results)
    faults += _period_faults(intent)
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


def told_direction(result: KeyResult) -> Better | None:
    """Which way baseline and target point; None where they do not say."""
    if result.baseline is None or result.target is None or result.baseline == result.target:
        return None
    return "higher" if result.target > result.baseline else "lower"


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


def changed_by(objective: Objective, said: ObjectiveChange, at: datetime) -> Objective:
    """The objective with what was said put in; ObjectiveClosed if nothing may move any more."""
    if objective.state == "closed":
        raise ObjectiveClosed
    fields = in_cycle(said).model_dump(exclude_unset=True, exclude={"why", "state"})
    if said.state == "closed":
        fields |= {"state": "closed", "closed_at": at}
    return Objective.model_validate(objective.model_dump() | fields)


def edit_of(
    before: Objective | None, after: Objective, *, by: str, at: datetime, why: str | None
) -> ObjectiveEdit:
    """The entry of the history that leads from one version to the next."""
    old = before.model_dump(mode="json", exclude={"version"}) if before else {}
    new = after.model_dump(mode="json", exclude={"version"})
    moved = [field for field in new if old.get(field) != new[field]]
    return ObjectiveEdit(
        version=after.version,
        what=_what(before, after),
        by=by,
        at=at,
        why=why,
        before={field: old[field] for field in moved if field in old},
        after={field: new[field] for field in moved},
    )


def _what(before: Objective | None, after: Objective) -> Any:
    if before is None:
        return "created"
    if before.state == after.state:
        return "edited"
    return "activated" if after.state == "active" else "closed"
