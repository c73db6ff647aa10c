"""ServiceNow: what our own business rule tells of incidents (deploy/servicenow)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from msgspec import UNSET, UnsetType

from services.metrics.webhooks.connectors.item_told import TURNS, ItemTold
from services.metrics.webhooks.connectors.reading import flag, login, text, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms
from services.metrics.webhooks.connectors.times import instant
from services.metrics.webhooks.signatures import Refusal, Scheme
from services.metrics.webhooks.tokens import brings_secret
from services.metrics.work_items.transitions import Transition
from shared.schemas.metrics.options import Standing, StandingOptions

SCHEME = Scheme("X-Counterpoise-Signature", encoding="base64")
READS = ()
OPTIONS = StandingOptions

STANDINGS: Mapping[str, Standing] = {
    "1": "open",
    "2": "open",
    "3": "paused",
    "6": "done",
    "7": "done",
    "8": "abandoned",
}


def verify(received: Received, terms: Terms[StandingOptions], now: datetime) -> Refusal | None:
    """Base64 HMAC-SHA256 of the body; a rule that cannot sign brings the secret itself."""
    if received.header(SCHEME.header) is None:
        return brings_secret(received, terms.secrets, "X-Webhook-Secret")
    return SCHEME.judge(received, terms.secrets)


def identity(message: Message[StandingOptions]) -> str | None:
    """The record, and how often it was changed."""
    key, count = (login(within(message.said, name)) for name in ("sys_id", "sys_mod_count"))
    if key is None or within(message.said, "sys_mod_count") is None:
        return None
    return f"{key}:{count or 0}"


def event(message: Message[StandingOptions]) -> str:
    """Such as `incident.updated`."""
    table, done = word(within(message.said, "table")), word(within(message.said, "operation"))
    return f"{table or 'record'}.{done or 'changed'}"


def translate(message: Message[StandingOptions]) -> Meaning:
    """Everything that one change of a record did."""
    said = message.said
    key, at = login(within(said, "sys_id")), instant(within(said, "sys_updated_on"))
    if key is None:
        return Ignored.NO_ITEM
    if at is None:
        return Ignored.NO_TIME
    told = ItemTold(
        item=f"servicenow:{key}",
        work="ticket",
        at=at,
        mark=login(within(said, "sys_mod_count")) or "",
        actor=_changer(said),
        assignee=_assignee(said),
        created_at=instant(within(said, "opened_at")),
    )
    state, standings = within(said, "state"), {**STANDINGS, **message.options.standings}
    before, now = (standings.get(text(within(state, name)) or "") for name in ("old", "new"))
    if word(within(said, "operation")).startswith("insert"):
        return tuple(told.born(now))
    changes = (*_handed(told, said), *_moved(told, before, now), *_replied(told, said))
    return changes or Ignored.NO_CHANGE


def _handed(told: ItemTold, said: Any) -> Iterator[Transition]:
    change = within(said, "assigned_to_changed")
    if isinstance(change, dict):
        yield replace(told, assignee=login(change.get("new"))).handed(login(change.get("old")))


def _moved(told: ItemTold, before: Standing | None, now: Standing | None) -> Iterator[Transition]:
    if now is not None:
        yield told.happened(TURNS[now], before=before)


def _replied(told: ItemTold, said: Any) -> Iterator[Transition]:
    """A comment that the customer can see, by one of ours."""
    if flag(within(said, "commented")) and told.actor is not None:
        yield told.happened("replied")


def _changer(said: Any) -> str | None:
    """Who of ours changed the record: neither the customer nor the system."""
    who, customer = login(within(said, "sys_updated_by")), login(within(said, "requested_by"))
    return None if who in ("system", "guest", customer) else who


def _assignee(said: Any) -> str | UnsetType | None:
    told = isinstance(said, dict) and "assigned_to" in said
    return login(within(said, "assigned_to")) if told else UNSET
