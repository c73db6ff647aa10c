"""Freshdesk: what automation rules tell of tickets, in the words that an administrator chose."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from msgspec import UNSET, UnsetType

from services.metrics.webhooks.connectors.item_told import TURNS, ItemTold
from services.metrics.webhooks.connectors.reading import login, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms, together
from services.metrics.webhooks.connectors.times import instant
from services.metrics.webhooks.connectors.triggered_event import Told, triggered_event
from services.metrics.webhooks.signatures import Refusal
from services.metrics.webhooks.tokens import brings_secret
from shared.schemas.metrics.options import Standing, StandingOptions

READS = ()
OPTIONS = StandingOptions

# By their numbers; the last two are of those that desks make up, and wait as they are named.
STANDINGS: Mapping[str, Standing] = {
    "2": "open",
    "3": "paused",
    "4": "done",
    "5": "done",
    "6": "paused",
    "7": "paused",
}
NAMES: Mapping[str, Standing] = {"pending": "paused", "resolved": "done", "closed": "done"}
ASSIGNMENTS = ("agent_id", "responder_id", "agent")


def verify(received: Received, terms: Terms[StandingOptions], now: datetime) -> Refusal | None:
    """It signs nothing: the secret is in a header that its administrator adds, or the address."""
    return brings_secret(received, terms.secrets, "X-Webhook-Secret")


def identity(message: Message[StandingOptions]) -> str | None:
    """It says none: the same bytes are the same delivery."""
    return None


def event(message: Message[StandingOptions]) -> str:
    """What a rule was triggered by, such as `status`."""
    return ", ".join(map(word, _event(_ticket(message.said)))) or "unnamed"


def translate(message: Message[StandingOptions]) -> Meaning:
    """What happened to a ticket."""
    ticket = _ticket(message.said)
    key, at = login(within(ticket, "ticket_id")), instant(within(ticket, "ticket_updated_at"))
    if key is None:
        return Ignored.NO_ITEM
    told = ItemTold(
        item=f"freshdesk:{key}",
        work="ticket",
        at=at or message.received_at,
        assignee=_agent(ticket),
        created_at=instant(within(ticket, "ticket_created_at")),
        undated=at is None,
    )
    standings = {**STANDINGS, **message.options.standings}
    named = NAMES.get(word(within(ticket, "ticket_status")))
    if _event(ticket).get("ticket_action") == "created":
        return tuple(told.born(named))
    changes = _event(ticket).items()
    return together(_change(told, name, change, standings) for name, change in changes)


def _change(
    told: ItemTold, name: str, change: str | Told, standings: Mapping[str, Standing]
) -> Meaning:
    before, after = word(within(change, "from")), word(within(change, "to"))
    if name == "status" and after:
        # A status that the desk made up is open, unless the connector says what it is.
        left = standings.get(before, "open") if before else None
        return (told.happened(TURNS[standings.get(after, "open")], before=left),)
    if name in ASSIGNMENTS and after:
        to = told.somebody or login(after)
        return (replace(told, assignee=to).handed(login(before)),)
    if name == "note_type" and word(change) == "public":
        # It does not say who wrote it: whoever has the ticket has replied.
        return (replace(told, actor=told.somebody).happened("replied"),)
    return Ignored.NO_REPLY if name == "note_type" else Ignored.NOT_FOLLOWED


def _ticket(said: Any) -> Any:
    return within(said, "freshdesk_webhook") or said


def _event(ticket: Any) -> Told:
    return triggered_event(within(ticket, "triggered_event"))


def _agent(ticket: Any) -> str | UnsetType | None:
    told = isinstance(ticket, dict) and "ticket_agent_email" in ticket
    return login(within(ticket, "ticket_agent_email")) if told else UNSET
