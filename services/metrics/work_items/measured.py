"""What was measured and told as it is: a rating, or a number that a mapping found."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from services.metrics.work_items.facts import Fact, creation_of, origin_of
from services.metrics.work_items.transitions import Measure, Transition, is_gone


def measurement_facts(life: list[Transition]) -> Iterator[Fact]:
    """What was told last, on whoever it says it is about, at the time it was first told for."""
    if is_gone(life):
        return
    given = creation_of(life)
    for one, measure in last_measured(life):
        account = one.assignee if isinstance(one.assignee, str) else None
        yield measured(one, measure, account, given or one.at)


def last_measured(life: Iterable[Transition]) -> list[tuple[Transition, Measure]]:
    """Each measure with the transition that told it last: an update replaces, it never adds."""
    told = [(one, one.measure) for one in life if one.measure is not None]
    return list({(measure.metric, measure.mark): (one, measure) for one, measure in told}.values())


def measured(one: Transition, measure: Measure, account: str | None, time: datetime) -> Fact:
    """A measure as a fact; what was said with it is kept beside it."""
    return Fact(
        name=f"{measure.metric}:{measure.mark}" if measure.mark else measure.metric,
        metric=measure.metric,
        account=account,
        time=time,
        value=measure.value,
        attributes=measure.attributes | origin_of(one),
        weight=measure.weight,
        subject=measure.subject,
    )
