"""How a thing on record changes: by a next version, and never without an entry in its history."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from pydantic import BaseModel

from shared.errors import Conflict, NotFound
from shared.schemas.goals.history import Edit, OnRecord
from shared.schemas.goals.links import Linked
from shared.schemas.problems import Fault

Thing = TypeVar("Thing", bound=OnRecord)


class RecordUnknown(NotFound):
    """There is no such thing on record."""

    listed_at: ClassVar[str]

    def __init__(self) -> None:
        super().__init__(f"There is none of this id; GET {self.listed_at} lists what there is.")


class AlreadyOnRecord(Conflict):
    """It is on record, and is recorded once."""

    def __init__(self) -> None:
        super().__init__("It is on record already: read it, and PATCH it with its ETag.")


def next_of(standing: Thing, said: BaseModel, *, by: str, at: datetime) -> Thing:
    """The next version, with what was said put in; the same one where that changes nothing."""
    fields = said.model_dump(exclude_unset=True, exclude={"why"})
    return made_from(standing, fields, by=by, at=at)


def made_from(standing: Thing, fields: dict[str, Any], *, by: str, at: datetime) -> Thing:
    """The next version, with these fields put in; the same one where that changes nothing."""
    after = type(standing).model_validate(standing.model_dump() | fields)
    if after == standing:
        return standing
    made = {"version": standing.version + 1, "changed_by": by, "changed_at": at}
    return after.model_copy(update=made)


def edit_of(before: OnRecord | None, after: OnRecord, *, why: str | None = None) -> Edit:
    """The entry of the history that leads from one version to the next."""
    old, new = _document(before), _document(after)
    moved = [field for field in new if field not in old or old[field] != new[field]]
    return Edit(
        version=after.version,
        what=_what(old, new),
        by=after.changed_by,
        at=after.changed_at,
        why=why,
        before={field: old[field] for field in moved if field in old},
        after={field: new[field] for field in moved},
    )


def _document(thing: OnRecord | None) -> dict[str, Any]:
    if thing is None:
        return {}
    return thing.model_dump(mode="json", by_alias=True, exclude=set(OnRecord.model_fields))


def _what(old: dict[str, Any], new: dict[str, Any]) -> str:
    if not old:
        return "created"
    return "edited" if old.get("state") == new.get("state") else str(new["state"])


def fields_after(edits: Sequence[Edit]) -> dict[str, Any]:
    """What a history leads to, but for who made it."""
    fields: dict[str, Any] = {}
    for edit in edits:
        fields |= edit.after
    return fields


def link_faults(said: Linked, missing: Sequence[UUID]) -> Iterator[Fault]:
    """What is wrong with the links: objectives that are not there, windows that end first."""
    for index, objective in enumerate(said.objectives):
        if objective in missing:
            detail = "There is no such objective."
            yield Fault(pointer=f"/objectives/{index}", code="objective_unknown", detail=detail)
    for index, insight in enumerate(said.insights):
        if insight.last_day < insight.first_day:
            detail = "Not before its first day."
            yield Fault(pointer=f"/insights/{index}/to", code="ends_first", detail=detail)


def holding(
    *, team: str | None = None, objective: UUID | None = None, **fields: Any
) -> dict[str, Any]:
    """What a thing must hold to be listed; None is no restriction."""
    wanted = {field: value for field, value in fields.items() if value is not None}
    if team is not None:
        wanted["teams"] = [team]
    if objective is not None:
        wanted["objectives"] = [str(objective)]
    return wanted
