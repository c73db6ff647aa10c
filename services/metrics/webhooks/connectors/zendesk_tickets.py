"""What Zendesk's ticket events mean."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from services.metrics.webhooks.connectors.reading import flag, login, within, word
from services.metrics.webhooks.connectors.shape import Ignored, Meaning
from services.metrics.webhooks.connectors.times import instant
from services.metrics.webhooks.connectors.zendesk_told import Told
from services.metrics.work_items.transitions import Kind, State

STATES: Mapping[str, State] = {
    "new": "open",
    "open": "open",
    "pending": "paused",
    "hold": "paused",
    "solved": "solved",
    "closed": "closed",
}


KINDS: Mapping[State, Kind] = {
    "open": "opened",
    "paused": "paused",
    "solved": "solved",
    "closed": "closed",
}


def _created(told: Told) -> Meaning:
    """A ticket may be born assigned, or even solved: a call that was noted down."""
    state = STATES.get(_status(told.of("current")) or word(told.detail("status")), "open")
    at = instant(told.detail("created_at")) or told.at
    born = [told.happened("created", at=at)]
    if isinstance(told.assignee(), str):
        born.append(told.happened("assigned", at=at))
    if state != "open":
        born.append(told.happened(KINDS[state], at=at))
    return tuple(born)


def _status_changed(told: Told) -> Meaning:
    current = _status(told.of("current")) or word(told.detail("status"))
    previous = _status(told.of("previous"))
    if current == "deleted":
        return (told.happened("deleted"),)
    state = STATES.get(current)
    if state is None:
        return Ignored.NO_CHANGE
    changed = told.happened(KINDS[state], before=STATES.get(previous))
    return (told.happened("restored"), changed) if previous == "deleted" else (changed,)


def _assigned(told: Told) -> Meaning:
    event = within(told.said, "event")
    named = isinstance(event, dict) and "current" in event
    assignee = login(told.of("current")) if named else told.assignee()
    if assignee is UNSET:
        return Ignored.NO_CHANGE
    if assignee is None:
        return (replace(told.happened("unassigned"), assignee=None),)
    kind: Kind = "reassigned" if login(told.of("previous")) else "assigned"
    return (replace(told.happened(kind), assignee=assignee),)


def _commented(told: Told) -> Meaning:
    """A reply is public, and by one of ours who is not the requester."""
    author = told.comment("author", "id") or login(told.detail("actor_id"))
    staff = flag(told.of("comment", "author", "is_staff"))
    ours = author == told.assignee() if staff is None else staff
    public = flag(told.of("comment", "is_public"))
    if not (author and ours and public) or author == login(told.detail("requester_id")):
        return Ignored.NO_REPLY
    return (told.happened("replied", actor=author),)


def _merged(told: Told) -> Meaning:
    """Merged away, unless this is the ticket that took others in."""
    if f"zendesk:{login(told.of('target_ticket_id'))}" == told.item:
        return Ignored.NO_CHANGE
    return (told.happened("merged"),)


def _status(value: Any) -> str:
    """A status, said plainly or as a field of what is now."""
    return word(within(value, "status")) if isinstance(value, dict) else word(value)


# A permanent deletion follows a soft one by weeks, or is housekeeping years later: it says nothing.
MEANINGS: Mapping[str, Callable[[Told], Meaning]] = {
    "ticket.created": _created,
    "ticket.status_changed": _status_changed,
    "ticket.agent_assignment_changed": _assigned,
    "ticket.comment_added": _commented,
    "ticket.merged": _merged,
    "ticket.soft_deleted": lambda told: (told.happened("deleted"),),
    "ticket.marked_as_spam": lambda told: (told.happened("deleted"),),
    "ticket.undeleted": lambda told: (told.happened("restored"),),
}
