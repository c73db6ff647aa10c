"""The parts of an Intercom conversation: what was said in it, and what was done to it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from msgspec import UNSET, UnsetType

from services.metrics.webhooks.connectors.item_told import ItemTold
from services.metrics.webhooks.connectors.reading import login, prose, within, word
from services.metrics.webhooks.connectors.shape import Ignored, Meaning
from services.metrics.webhooks.connectors.times import instant
from services.metrics.work_items.transitions import Kind, Transition

TURNS: Mapping[str, Kind] = {
    "open": "opened",
    "close": "solved",
    "snoozed": "paused",
    "unsnoozed": "opened",
    "timer_unsnooze": "opened",
}
CUSTOMERS = frozenset({"user", "lead", "contact"})


def admin(said: Any, key: Any = None) -> str | UnsetType | None:
    """A teammate by id, for names differ; nobody; unset where it is not told, or is a team."""
    kind = word(within(said, "type"))
    if kind == "nobody_admin":
        return None
    return (login(within(said, "id")) if kind == "admin" else login(key)) or UNSET


def part_told(about: ItemTold, part: dict[str, Any]) -> Meaning:
    """What a part says, which comes with every topic that it belongs to, and counts once."""
    at, key, kind = instant(part.get("created_at")), login(part.get("id")), _kind(part)
    if at is None or key is None:
        return Ignored.NO_TIME
    author = admin(part.get("author"))
    actor = author if isinstance(author, str) else None
    told = replace(about, at=at, mark=key, actor=actor)
    if word(within(part, "author", "type")) in CUSTOMERS:
        return (told.happened("opened"),)
    said = [*_done(told, kind, part)]
    # A reply may come with an assignment or a closing; a note is none, and a bot earns nothing.
    if actor is not None and kind != "note" and prose(part.get("body")):
        said.append(told.happened("replied"))
    return tuple(said) or (Ignored.NO_REPLY if kind == "note" else Ignored.NOT_FOLLOWED)


def _done(told: ItemTold, kind: str, part: dict[str, Any]) -> tuple[Transition, ...]:
    if kind in TURNS:
        return (told.happened(TURNS[kind]),)
    to = admin(part.get("assigned_to"))
    # It does not say who had it before.
    handed = kind.endswith("assignment") and to is not UNSET
    return (replace(told, assignee=to).handed(None),) if handed else ()


def _kind(part: dict[str, Any]) -> str:
    return word(part.get("part_type"))
