"""What an objective is, how one changes, and how it came to be."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.goals.objectives.cycles import in_cycle
from shared.errors import Conflict, Invalid, NotFound
from shared.schemas.goals.key_results import KeyResult
from shared.schemas.goals.objectives import Objective, ObjectiveChange, ObjectiveEdit
from shared.schemas.words import Better


class ObjectiveUnknown(NotFound):
    """There is no such objective."""

    def __init__(self) -> None:
        super().__init__("There is no such objective; GET /v1/objectives lists what there is.")


class NotYetDrafted(NotFound):
    """The objective was drafted only after the day that was asked for."""

    def __init__(self) -> None:
        super().__init__("It was drafted later; ask for a later day.")


class ObjectiveClosed(Conflict):
    """A closed objective is history; nothing in it moves."""

    def __init__(self) -> None:
        super().__init__("This objective is closed and moves no more; draft a new one.")


class ObjectiveUnsound(Invalid):
    """An objective that contradicts itself, or hangs where it cannot."""


def told_direction(result: KeyResult) -> Better | None:
    """Which way baseline and target point; None where they do not say."""
    if result.baseline is None or result.target is None or result.baseline == result.target:
        return None
    return "higher" if result.target > result.baseline else "lower"


def changed_by(objective: Objective, said: ObjectiveChange, at: datetime) -> Objective:
    """The objective with what was said put in; ObjectiveClosed if nothing may move any more."""
    if objective.state == "closed":
        raise ObjectiveClosed
    fields = in_cycle(said).model_dump(exclude_unset=True, exclude={"why", "state"})
    if said.state == "closed":
        fields |= {"state": "closed", "closed_at": at}
    return Objective.model_validate(objective.model_dump() | fields)


def as_it_stood(edits: Sequence[ObjectiveEdit]) -> Objective:
    """The objective that a history leads to; NotYetDrafted where it is empty."""
    if not edits:
        raise NotYetDrafted
    fields: dict[str, Any] = {"version": edits[-1].version}
    for edit in edits:
        fields |= edit.after
    return Objective.model_validate(fields)


def once_aimed_at(edits: Sequence[ObjectiveEdit]) -> dict[str, KeyResult]:
    """The key results that an objective ever had, each as it last was before a change."""
    return {
        result.metric: result
        for edit in edits
        for result in map(KeyResult.model_validate, edit.before.get("key_results", []))
    }


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
