"""Groove: what its webhooks say of tickets."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import UNSET, UnsetType

from services.metrics.webhooks.connectors.item_told import TURNS, ItemTold
from services.metrics.webhooks.connectors.reading import login, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms
from services.metrics.webhooks.connectors.times import instant
from services.metrics.webhooks.signatures import Refusal
from services.metrics.webhooks.tokens import brings_secret
from shared.schemas.metrics.options import NoOptions, Standing

EVENT = "X-Groove-Event"
READS = (EVENT,)
OPTIONS = NoOptions

STANDINGS: Mapping[str, Standing] = {
    **dict.fromkeys(("unread", "opened", "follow_up"), "open"),
    "pending": "paused",
    "closed": "done",
}
# When each of the followed events happened.
MOMENTS: Mapping[str, str] = {
    "ticket_started": "created_at",
    "ticket_assigned": "assigned_at",
    "ticket_state_changed": "state_changed_at",
}


def verify(received: Received, terms: Terms[NoOptions], now: datetime) -> Refusal | None:
    """It signs nothing: the secret is in the address."""
    return brings_secret(received, terms.secrets)


def identity(message: Message[NoOptions]) -> str | None:
    """It says none: the same bytes are the same delivery."""
    return None


def event(message: Message[NoOptions]) -> str:
    """As the header names it; else by what the body holds."""
    told = word(message.header(EVENT))
    wrapped = isinstance(within(message.said, "ticket"), dict)
    return told or ("ticket_state_changed" if wrapped else "ticket_assigned")


def translate(message: Message[NoOptions]) -> Meaning:
    """What happened to a ticket."""
    ticket, name = within(message.said, "ticket") or message.said, event(message)
    key = login(within(ticket, "number")) or login(within(message.said, "ticket_number"))
    if name not in MOMENTS:
        return Ignored.NOT_FOLLOWED
    if key is None:
        return Ignored.NO_ITEM
    at = instant(within(ticket, MOMENTS[name]))
    if at is None:
        return Ignored.NO_TIME
    told = ItemTold(
        item=f"groove:{key}",
        work="ticket",
        at=at,
        actor=login(within(ticket, "closed_by")),
        assignee=_assignee(ticket),
        created_at=instant(within(ticket, "created_at")),
    )
    return _happened(told, name, STANDINGS.get(word(within(ticket, "state"))))


def _happened(told: ItemTold, name: str, standing: Standing | None) -> Meaning:
    if name == "ticket_assigned":
        return (told.handed(None),)
    if name == "ticket_started":
        return tuple(told.born(standing))
    return Ignored.NO_CHANGE if standing is None else (told.happened(TURNS[standing]),)


def _assignee(ticket: Any) -> str | UnsetType | None:
    told = isinstance(ticket, dict) and "assignee" in ticket
    return login(within(ticket, "assignee")) if told else UNSET
