"""ClickUp: deliveries of its webhooks, and what they say of tasks."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from services.metrics.webhooks.connectors.item_told import ItemTold, standing_of
from services.metrics.webhooks.connectors.reading import dicts, login, number, text, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms
from services.metrics.webhooks.connectors.times import instant
from services.metrics.webhooks.signatures import Refusal, Scheme
from services.metrics.work_items.transitions import Transition
from shared.schemas.metrics.options import Standing, StandingOptions

SCHEME = Scheme("X-Signature")
READS: tuple[str, ...] = ()
OPTIONS = StandingOptions
TYPES: Mapping[str, Standing] = {
    "open": "open",
    "unstarted": "open",
    "custom": "started",
    "done": "done",
    "closed": "done",
}


def verify(received: Received, terms: Terms[StandingOptions], now: datetime) -> Refusal | None:
    """Hexadecimal HMAC-SHA256 of the body, by the secret of each webhook."""
    return SCHEME.judge(received, terms.secrets)


def identity(message: Message[StandingOptions]) -> str | None:
    """The hook, and the first thing in its history that it tells."""
    first = next(iter(dicts(within(message.said, "history_items"))), {})
    hook, told = login(within(message.said, "webhook_id")), login(first.get("id"))
    return f"{hook}:{told}" if hook and told else None


def event(message: Message[StandingOptions]) -> str:
    """Such as `taskStatusUpdated`."""
    return text(within(message.said, "event")) or "unnamed"


def translate(message: Message[StandingOptions]) -> Meaning:
    """What happened to a task, thing by thing of its history."""
    task, name = login(within(message.said, "task_id")), word(event(message))
    if not name.startswith("task"):
        return Ignored.NOT_FOLLOWED
    if task is None:
        return Ignored.NO_ITEM
    item = ItemTold(item=f"clickup:{task}", at=message.received_at)
    if name == "taskdeleted":  # ClickUp does not say when
        return (replace(item, undated=True).happened("deleted"),)
    things = dicts(within(message.said, "history_items"))
    told = [one for thing in things for one in _changes(message.options, item, thing)]
    return tuple(told) or Ignored.UNCOUNTED


def _changes(
    options: StandingOptions, item: ItemTold, thing: dict[str, Any]
) -> Iterator[Transition]:
    at, after = instant(thing.get("date")), thing.get("after")
    if at is None:
        return
    told = replace(
        item, at=at, mark=login(thing.get("id")) or "", actor=login(within(thing, "user", "id"))
    )
    field = word(thing.get("field"))
    if field == "status":
        yield from _moved(options, told, thing)
    elif field == "assignee_add":
        yield replace(told, assignee=login(within(after, "id"))).happened("assigned")
    elif field == "assignee_rem":
        yield replace(told, assignee=None).happened("unassigned")
    elif field == "points":
        yield replace(told, points=number(after)).happened("estimated")


def _moved(options: StandingOptions, told: ItemTold, thing: dict[str, Any]) -> Iterator[Transition]:
    """A creation is a status that was none before, whichever of two events tells it."""
    standing = _standing(options, thing.get("after"), within(thing, "data", "status_type"))
    if text(within(thing, "before", "status")) is None:
        yield from replace(told, created_at=told.at).born(standing)
    elif standing is not None:
        yield told.moved(standing, before=_standing(options, thing.get("before")))


def _standing(options: StandingOptions, status: Any, kind: Any = None) -> Standing | None:
    named = standing_of(options.standings, within(status, "status"))
    return named or TYPES.get(word(within(status, "type")) or word(kind))
