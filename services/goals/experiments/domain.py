"""How an experiment goes: drafted, fixed when it starts, ended or given up, and then history."""

from datetime import date, datetime

from services.goals.records.domain import RecordUnknown
from shared.errors import Conflict, Invalid
from shared.schemas.goals.experiments import Experiment, ExperimentChange, Terms
from shared.schemas.problems import Fault

# From each state to which others; nothing ends before its first day.
WAYS = {"draft": {"running", "abandoned"}, "running": {"ended", "abandoned"}}


class ExperimentUnknown(RecordUnknown):
    """There is no such experiment."""

    listed_at = "/v1/experiments"


class ExperimentUnsound(Invalid):
    """An experiment that could not tell anything, or names what is not there."""


class TermsFixed(Conflict):
    """The terms of an experiment that runs are fixed: else its result would mean nothing."""


class WayClosed(Conflict):
    """From the experiment's state there is no way, or none yet, to the one that was asked for."""

    def __init__(self, state: str, wanted: str, ways: set[str]) -> None:
        open_ways = f"it can become {' or '.join(sorted(ways))}" if ways else "it stays as it is"
        super().__init__(f"What is {state} cannot become {wanted} today; {open_ways}.")


class ReasonMissing(Invalid):
    """An experiment was ended early or given up without saying why."""

    def __init__(self) -> None:
        fault = Fault(pointer="/why", code="reason_missing", detail="Say why; it stays visible.")
        super().__init__("Before its last day it ends with a reason: say `why`.", [fault])


def is_judged(standing: Experiment, following: Experiment) -> bool:
    """Whether the terms must be sound: where they change, and once more at the start."""
    return bool(_moved(standing, following)) or following.state == "running" != standing.state


def require_terms_kept(standing: Experiment, following: Experiment) -> None:
    """Raise TermsFixed, naming every term that would change after the start."""
    moved = _moved(standing, following)
    if moved and standing.state != "draft":
        detail = f"Fixed since {standing.registered_at or standing.changed_at:%Y-%m-%d}."
        faults = [Fault(pointer=f"/{field}", code="fixed", detail=detail) for field in moved]
        raise TermsFixed(
            "Its terms are fixed since it started. You may change owner and notes, and while it"
            " runs end it (before its last day with a reason) or abandon it.",
            faults,
        )


def _moved(standing: Experiment, following: Experiment) -> list[str]:
    return [
        field
        for field in Terms.model_fields
        if getattr(standing, field) != getattr(following, field)
    ]


def moved_on(
    standing: Experiment, following: Experiment, said: ExperimentChange, at: datetime, today: date
) -> Experiment:
    """What follows from a new state; WayClosed, ReasonMissing."""
    state = following.state
    if state == standing.state:
        return following
    if state not in (ways := _ways(standing, today)):
        raise WayClosed(standing.state, state, ways)
    if state == "running":
        preregistered = today <= following.starts_on
        return following.model_copy(update={"registered_at": at, "preregistered": preregistered})
    early = state == "abandoned" or today < following.ends_on
    if early and said.why is None:
        raise ReasonMissing
    if state == "abandoned":
        return following
    ended = min(today, following.ends_on)
    return following.model_copy(update={"ended_on": ended, "ended_early": early})


def _ways(standing: Experiment, today: date) -> set[str]:
    ways = WAYS.get(standing.state, set())
    return ways - {"ended"} if today < standing.starts_on else ways
