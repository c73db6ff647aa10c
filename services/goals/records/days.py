"""The days of a thing's life: which each state needs, in the order in which they come."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from shared.schemas.problems import Fault

Course = Mapping[str, tuple[str, ...]]
"""For each state the days it may have, in order; the last of them it must have."""


def day_faults(said: Any, course: Course, today: date) -> Iterator[Fault]:
    """What is wrong with the days of something that is in a state."""
    may_have = course[said.state]
    known = {field: getattr(said, field) for field in dict.fromkeys(sum(course.values(), ()))}
    if may_have and known[may_have[-1]] is None:
        detail = f"Say the day: what is {_words(said.state)} has one."
        yield Fault(pointer=f"/{may_have[-1]}", code="day_missing", detail=detail)
    for field, day in known.items():
        if day is not None and field not in may_have:
            detail = f"With {field} it is not {_words(said.state)}: say so."
            yield Fault(pointer="/state", code="state_contradicts", detail=detail)
        elif day is not None and day > today:
            detail = f"{field} is still to come; say it once it is so."
            yield Fault(pointer=f"/{field}", code="not_yet", detail=detail)
    told = [day for field in may_have if (day := known[field]) is not None]
    if told != sorted(told):
        detail = f"It comes after {', '.join(may_have[:-1])}."
        yield Fault(pointer=f"/{may_have[-1]}", code="out_of_order", detail=detail)


def _words(state: str) -> str:
    return state.replace("_", " ")
