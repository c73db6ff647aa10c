"""What Linear's events about issues mean."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.metrics.webhooks.connectors.item_told import ItemTold, standing_of
from services.metrics.webhooks.connectors.reading import flag, login, number, within, word
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message
from services.metrics.webhooks.connectors.times import instant
from services.metrics.work_items.transitions import Transition
from shared.schemas.metrics.options import Standing, StandingOptions

TYPES: Mapping[str, Standing] = {
    "triage": "open",
    "backlog": "open",
    "unstarted": "open",
    "started": "started",
    "completed": "done",
    "canceled": "abandoned",
    "duplicate": "abandoned",
}


def issue_moved(message: Message[StandingOptions]) -> Meaning:
    """Created, changed, removed; what a change was from is in `updatedFrom`, null or not."""
    said, action = message.said, word(within(message.said, "action"))
    item = _item(said)
    if isinstance(item, Ignored):
        return item
    if action == "create":
        return tuple(item.born(_standing(message)))
    if action == "remove":
        return (item.happened("deleted"),)
    changed = within(said, "updatedFrom")
    if action != "update" or not isinstance(changed, dict):
        return Ignored.NO_CHANGE
    return tuple(_changes(message, item, changed)) or Ignored.UNCOUNTED


def _item(said: Any) -> ItemTold | Ignored:
    """By its id: the identifier is another one in another team, and was not always told."""
    data = within(said, "data")
    issue = login(within(data, "id"))
    at = instant(within(said, "createdAt")) or instant(within(data, "updatedAt"))
    if issue is None:
        return Ignored.NO_ITEM
    if at is None:
        return Ignored.NO_TIME
    return ItemTold(
        item=f"linear:{issue}",
        at=at,
        actor=_actor(said),
        assignee=login(within(data, "assigneeId")),
        created_at=instant(within(data, "createdAt")),
        points=number(within(data, "estimate")),
    )


def _actor(said: Any) -> str | None:
    """A human; old deliveries name nobody but the creator."""
    actor = within(said, "actor")
    if isinstance(actor, dict):
        return login(actor.get("id")) if word(actor.get("type")) in ("", "user") else None
    created = word(within(said, "action")) == "create"
    return login(within(said, "data", "creatorId")) if created else None


def _changes(
    message: Message[StandingOptions], item: ItemTold, changed: dict[str, Any]
) -> Iterator[Transition]:
    data = within(message.said, "data")
    if "assigneeId" in changed:
        yield item.handed(login(changed["assigneeId"]))
    if "estimate" in changed:
        yield item.happened("estimated")
    if "trashed" in changed:
        yield item.happened("deleted" if flag(within(data, "trashed")) else "restored")
    standing = _standing(message)
    if standing is not None and changed.keys() & {"stateId", "completedAt"}:
        was_done = instant(changed.get("completedAt")) is not None
        done_at = instant(within(data, "completedAt"))
        yield item.moved(standing, before="done" if was_done else None, done_at=done_at)


def _standing(message: Message[StandingOptions]) -> Standing | None:
    state = within(message.said, "data", "state")
    named = standing_of(message.options.standings, within(state, "name"), within(state, "id"))
    return named or TYPES.get(word(within(state, "type")))
