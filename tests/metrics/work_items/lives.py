"""Transitions and whole lives for tests, told in minutes after one o'clock on a Monday."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from msgspec import UNSET

from services.metrics.work_items.domain import facts_of
from services.metrics.work_items.transitions import Kind, Measure, Transition, identity_of

ONE = datetime(2026, 3, 2, 13, tzinfo=UTC)


def at(minutes: float) -> datetime:
    """A moment in the life."""
    return ONE + timedelta(minutes=minutes)


def ticket(kind: Kind, minutes: float, **more: Any) -> Transition:
    """A transition of a ticket."""
    return _told("zendesk:7", "ticket", kind, minutes, more)


def pull_request(kind: Kind, minutes: float, **more: Any) -> Transition:
    """A transition of a pull request of Ana's."""
    return _told("github:octo/hello#12", "pull_request", kind, minutes, {"author": "ana"} | more)


def issue(kind: Kind, minutes: float, **more: Any) -> Transition:
    """A transition of an issue."""
    return _told("github:octo/hello#13", "issue", kind, minutes, more)


def incident(kind: Kind, minutes: float, **more: Any) -> Transition:
    """A transition of an incident."""
    return _told("pagerduty:Q1", "incident", kind, minutes, more)


def deployment(kind: Kind, minutes: float, **more: Any) -> Transition:
    """A transition of a deployment."""
    return _told("github:octo/hello@9", "deployment", kind, minutes, more)


def rated(minutes: float, value: float, **more: Any) -> Transition:
    """A rating of a survey response; `measure` is what of it is unusual."""
    measure = Measure(**{"metric": "csat", "value": value} | more.pop("measure", {}))
    said = {"measure": measure} | more
    return _told("typeform:r1", "measurement", "measured", minutes, said)


def release(kind: Kind, minutes: float, **more: Any) -> Transition:
    """A transition of a release."""
    return _told("github:octo/hello@v1", "release", kind, minutes, more)


def _told(item: str, work: Any, kind: Kind, minutes: float, more: dict[str, Any]) -> Transition:
    said = {"item": item, "work": work, "kind": kind, "at": at(minutes)}
    return Transition(**{"id": identity_of(kind, minutes)} | said | more)


def values(*life: Transition) -> dict[str, float]:
    """The numbers of a life's facts, by metric; several of one metric add up."""
    found: dict[str, float] = {}
    for fact in facts_of(life):
        found[fact.metric] = found.get(fact.metric, 0.0) + fact.value
    return found


def accounts(*life: Transition) -> dict[str, str | None]:
    """Whose a life's facts are, by metric."""
    return {fact.metric: fact.account for fact in facts_of(life)}


# Few moments, people and ids, so that ties and contradictions are common.
moments = st.integers(0, 12).map(at)
someone = st.sampled_from([None, "ana", "ben"])
TICKET: tuple[Kind, ...] = (
    "created", "restored", "opened", "assigned", "reassigned", "unassigned", "replied",
    "paused", "solved", "closed", "merged", "measured", "deleted",
)  # fmt: skip
PULL_REQUEST: tuple[Kind, ...] = (
    "created", "opened", "ready", "drafted", "review_requested", "reviewed", "abandoned", "merged",
)  # fmt: skip
ISSUE: tuple[Kind, ...] = (
    "created", "opened", "started", "estimated", "assigned", "reassigned", "unassigned", "paused",
    "solved", "closed", "abandoned", "restored", "deleted",
)  # fmt: skip
INCIDENT: tuple[Kind, ...] = ("created", "opened", "acknowledged", "escalated", "solved", "deleted")
DEPLOYMENT: tuple[Kind, ...] = ("created", "succeeded", "failed")
RELEASE: tuple[Kind, ...] = ("created", "restored", "deleted")
MEASUREMENT: tuple[Kind, ...] = ("measured", "restored", "deleted")
measures = st.builds(
    Measure,
    metric=st.sampled_from(["csat", "nps"]),
    value=st.sampled_from([0.0, 1.0]),
    mark=st.sampled_from(["", "again"]),
    subject=st.sampled_from([None, "account:zendesk/501"]),
    attributes=st.sampled_from([{}, {"comment": "Thanks!"}]),
)


def _any_of(work: str, kinds: tuple[Kind, ...]) -> st.SearchStrategy[list[Transition]]:
    one = st.builds(
        Transition,
        item=st.just("tool:1"),
        work=st.just(work),
        kind=st.sampled_from(kinds),
        id=st.integers(0, 30).map(str),
        at=moments,
        actor=someone,
        assignee=someone,
        author=someone,
        created_at=st.none() | moments,
        before=st.none() | st.sampled_from(["open", "paused", "solved", "closed", "abandoned"]),
        action=st.sampled_from([None, None, "one click"]),
        measure=st.none() | measures,
        points=st.sampled_from([UNSET, None, 0.0, 3.0]),
    )
    return st.lists(one, max_size=12)


any_life = st.one_of(
    _any_of("ticket", TICKET),
    _any_of("pull_request", PULL_REQUEST),
    _any_of("issue", ISSUE),
    _any_of("incident", INCIDENT),
    _any_of("deployment", DEPLOYMENT),
    _any_of("release", RELEASE),
    _any_of("measurement", MEASUREMENT),
)
