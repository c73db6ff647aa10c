"""What makes an audit plan sound, which periods it draws, and what a score is worth."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.metrics.series.domain import windows
from shared.errors import Conflict, Forbidden, Invalid, NotFound
from shared.schemas.metrics.audits import AuditPlan, AuditPlanIn, ScoreIn
from shared.schemas.problems import Fault


class AuditPlanUnknown(NotFound):
    """There is no such audit plan."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is no audit plan {key!r}; PUT it first.")


class AuditPlanUnsound(Invalid):
    """A plan without one measure of its sample, or with a criterion said twice."""


class AuditorsOnly(Forbidden):
    """Only an auditor of the plan may do this."""

    def __init__(self, key: str) -> None:
        super().__init__(f"Only the auditors that plan {key!r} names may do this.")


class OwnWork(Forbidden):
    """Nobody audits their own work."""

    def __init__(self) -> None:
        super().__init__("This is your own work; leave it to another auditor.")


class PeriodNotDrawn(Conflict):
    """A period that is not over, or began before the plan."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"{first} to {last} is not over yet, or began before the plan did.")


class AuditItemUnknown(NotFound):
    """The plan drew no such piece of work."""

    def __init__(self, item: UUID) -> None:
        super().__init__(f"This plan drew no {item}; GET its items.")


class ScoresUnsound(Invalid):
    """A criterion that is not scored, or is none of the plan."""


@dataclass(frozen=True)
class Drawn:
    """A piece of work that was drawn, with whose it is."""

    id: UUID
    plan: str
    first_day: date
    subject: str
    source: str
    event_id: str
    time: datetime


def period_of(plan: AuditPlan, day: date, today: date) -> tuple[date, date]:
    """The period of the plan that a day is in; PeriodNotDrawn."""
    if day >= today:
        raise PeriodNotDrawn(day, day)
    [(first, last)] = windows(day, day, plan.period)
    if last >= today or first < plan.first_day:
        raise PeriodNotDrawn(first, last)
    return first, last


def worth(plan: AuditPlan, said: ScoreIn) -> tuple[float, bool]:
    """The weighted mean of the scores, and whether a critical criterion failed; ScoresUnsound."""
    if faults := list(_unscored(plan, said)):
        raise ScoresUnsound("Score every criterion of the plan, and no other.", faults)
    weight = sum(each.weight for each in plan.criteria)
    score = sum(each.weight * said.scores[each.key] for each in plan.criteria) / weight
    failed = any(
        each.critical and said.scores[each.key] < each.passes_from for each in plan.criteria
    )
    return min(100.0, round(score, 9)), failed


def require_sound(plan: AuditPlanIn) -> None:
    """Raise AuditPlanUnsound, naming every field that is wrong."""
    if faults := list(_faults(plan)):
        raise AuditPlanUnsound("Mend " + ", ".join(fault.pointer for fault in faults), faults)


def _faults(plan: AuditPlanIn) -> Iterator[Fault]:
    if (plan.size is None) == (plan.rate is None):
        detail = "Say how many are drawn, or which share: one of the two."
        yield Fault(pointer="/size", code="size_or_rate", detail=detail)
    said = Counter(each.key for each in plan.criteria)
    for index, each in enumerate(plan.criteria):
        if said[each.key] > 1:
            detail = f"{each.key!r} is said more than once."
            yield Fault(pointer=f"/criteria/{index}/key", code="repeated", detail=detail)


def _unscored(plan: AuditPlan, said: ScoreIn) -> Iterator[Fault]:
    wanted = {each.key for each in plan.criteria}
    for key in sorted(wanted ^ said.scores.keys()):
        known = key in wanted
        yield Fault(
            pointer=f"/scores/{key}",
            code="missing" if known else "criterion_unknown",
            detail="Score it too." if known else "The plan has no such criterion.",
        )
