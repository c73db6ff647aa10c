"""Recording a review: what was said and measured, once; and what changes of it afterwards."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.goals.measured import Measured
from services.goals.records.domain import made_from
from services.goals.reviews.domain import Reviewed, ReviewUnsound
from services.goals.reviews.numbers import SIDES, Typed, numbers_of, typed
from shared.schemas.goals.occasions import Occasion
from shared.schemas.goals.reviews import Outcome, Review, ReviewChange, ReviewIn, ReviewNumber
from shared.schemas.goals.scorecards import Pair
from shared.schemas.problems import Fault

SAID = ("discussion", "decisions", "actions", "attendance")


def require_sound(
    said: ReviewIn | ReviewChange, state: str, occasion: Occasion | Review, today: date
) -> None:
    """Raise ReviewUnsound, naming every field that is wrong."""
    faults = [*_state_faults(said, state, occasion, today), *_list_faults(said, today)]
    if faults:
        raise ReviewUnsound(" ".join(fault.detail for fault in faults), faults)


def _state_faults(
    said: ReviewIn | ReviewChange, state: str, occasion: Occasion | Review, today: date
) -> Iterator[Fault]:
    if state == "held" and occasion.last_day >= today:
        pointer = "/review" if isinstance(said, ReviewIn) else "/state"
        detail = f"The days that it looks at are over after {occasion.last_day}; not before."
        yield Fault(pointer=pointer, code="not_yet", detail=detail)
    if state == "cancelled" and "state" in said.model_fields_set and said.why is None:
        detail = "Say why it is cancelled; it stays visible."
        yield Fault(pointer="/why", code="reason_missing", detail=detail)
    for side in SIDES:
        if state == "cancelled" and side in said.model_fields_set:
            detail = "What did not take place has no numbers."
            yield Fault(pointer=f"/{side}", code="not_held", detail=detail)


def _list_faults(said: Outcome, today: date) -> Iterator[Fault]:
    for index, action in enumerate(said.actions):
        if action.done_on is not None and action.done_on > today:
            detail = "Still to come; say it once it is done."
            yield Fault(pointer=f"/actions/{index}/done_on", code="not_yet", detail=detail)
    for index, person in enumerate(said.attendance):
        if person in said.attendance[:index]:
            detail = f"{person!r} stands here twice."
            yield Fault(pointer=f"/attendance/{index}", code="person_repeated", detail=detail)


@dataclass(frozen=True)
class Recording:
    """Who records, when, and where the numbers are."""

    reviewed: Reviewed
    measured: Measured
    by: str
    at: datetime


async def recorded(how: Recording, occasion: Occasion, said: ReviewIn) -> Review:
    """The review as it is kept."""
    outcome = {field: getattr(said, field) for field in SAID}
    return Review(
        **occasion.model_dump(exclude={"state"}),
        **outcome,
        **await _came_of(how, occasion, said, said.pair),
        version=1,
        changed_by=how.by,
        changed_at=how.at,
    )


async def amended(how: Recording, standing: Review, said: ReviewChange) -> Review:
    """The next version; a number that is typed takes the place of the one that was read."""
    fields = {field: getattr(said, field) for field in SAID if field in said.model_fields_set}
    if "state" in said.model_fields_set and said.state != standing.state:
        fields |= await _came_of(how, standing, said, None)
    else:
        fields |= typed(_sides(said))
    return made_from(standing, fields, by=how.by, at=how.at)


async def _came_of(
    how: Recording, review: Occasion | Review, said: ReviewIn | ReviewChange, pair: Pair | None
) -> dict[str, Any]:
    """The state, and with it the numbers or the reason why there are none."""
    numbers: Mapping[str, ReviewNumber | None] = dict.fromkeys(SIDES)
    if said.state == "held":
        numbers = await numbers_of(how.reviewed, review, pair, _sides(said), how.measured)
    because = said.why if said.state == "cancelled" else None
    return {"state": said.state, "cancelled_because": because, **numbers}


def _sides(said: Outcome) -> Typed:
    return {side: getattr(said, side) for side in SIDES if side in said.model_fields_set}
