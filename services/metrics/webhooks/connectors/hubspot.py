"""HubSpot: batches of events about its tickets; each tells the new value alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from services.metrics.webhooks.connectors.hubspot_signature import signed_by
from services.metrics.webhooks.connectors.item_told import TURNS as MOVES
from services.metrics.webhooks.connectors.item_told import ItemTold
from services.metrics.webhooks.connectors.reading import login, text, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms, together
from services.metrics.webhooks.connectors.times import instant
from services.metrics.webhooks.signatures import Refusal
from services.metrics.work_items.transitions import Kind
from shared.schemas.metrics.options import Standing, StandingOptions

READS = ()
OPTIONS = StandingOptions

TICKETS = "0-5"  # what HubSpot calls them where a subscription is for any kind of object
TURNS: Mapping[str, Kind] = {"creation": "created", "deletion": "deleted", "restore": "restored"}
# The stages of the pipeline that HubSpot brings along; others are open if nothing else is said.
STANDINGS: Mapping[str, Standing] = {"1": "open", "2": "paused", "3": "open", "4": "done"}
STAGE, OWNER = "hs_pipeline_stage", "hubspot_owner_id"
ENTERED = "hs_v2_date_entered_"
# HubSpot does not promise that an event's id is its own; these together are.
IDENTITY = ("portalId", "subscriptionId", "eventId", "objectId", "occurredAt")


def verify(received: Received, terms: Terms[StandingOptions], now: datetime) -> Refusal | None:
    """Over method, address, body and time; the address is the one by which HubSpot knows us."""
    return signed_by(received, terms.secrets, now)


def identity(message: Message[StandingOptions]) -> str | None:
    """All events of the batch; how often it was attempted is told with each, and is no part."""
    told = [[str(within(one, name)) for name in IDENTITY] for one in _events(message.said)]
    return f"events:{sha256(repr(told).encode()).hexdigest()}" if told else None


def event(message: Message[StandingOptions]) -> str:
    """What the first event is, such as `ticket.propertychange`."""
    return next((_name(one) for one in _events(message.said)), "") or "unnamed"


def translate(message: Message[StandingOptions]) -> Meaning:
    """What happened to tickets."""
    standings = {**STANDINGS, **message.options.standings}
    return together(_happened(one, standings) for one in _events(message.said))


def _events(said: Any) -> Sequence[Any]:
    return said if isinstance(said, list) else [said] if isinstance(said, dict) else []


def _name(said: Any) -> str:
    return word(within(said, "subscriptionType"))


def _happened(said: Any, standings: Mapping[str, Standing]) -> Meaning:
    thing, _, change = _name(said).partition(".")
    if thing != "ticket" and (thing, text(within(said, "objectTypeId"))) != ("object", TICKETS):
        return Ignored.NOT_FOLLOWED
    key, at = login(within(said, "objectId")), instant(within(said, "occurredAt"))
    if key is None:
        return Ignored.NO_ITEM
    if at is None:
        return Ignored.NO_TIME
    told = ItemTold(item=f"hubspot:{key}", work="ticket", at=at, actor=_user(said))
    if change == "propertychange":
        return _changed(told, said, standings)
    kind = TURNS.get(change)
    return Ignored.NOT_FOLLOWED if kind is None else (told.happened(kind),)


def _changed(told: ItemTold, said: Any, standings: Mapping[str, Standing]) -> Meaning:
    name, value = word(within(said, "propertyName")), within(said, "propertyValue")
    if name == OWNER:
        return (replace(told, assignee=login(value)).handed(None),)
    stage = text(value) if name == STAGE else name.removeprefix(ENTERED)
    if name != STAGE and not (name.startswith(ENTERED) and instant(value)):
        return Ignored.NOT_FOLLOWED
    return (told.happened(MOVES[standings.get(stage or "", "open")]),)


def _user(said: Any) -> str | None:
    """Who did it: users have ids of their own beside those of owners, so they say which it is."""
    kind, _, key = (text(within(said, "sourceId")) or "").partition(":")
    return f"user-{key}" if kind == "userId" and login(key) else None
