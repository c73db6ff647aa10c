"""What Shortcut's actions on stories mean."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from msgspec import UNSET, UnsetType

from services.metrics.webhooks.connectors.item_told import ItemTold, standing_of
from services.metrics.webhooks.connectors.reading import dicts, login, number, within, word
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message
from services.metrics.webhooks.connectors.times import instant
from services.metrics.work_items.transitions import Transition
from shared.schemas.metrics.options import Standing, StandingOptions

TYPES: Mapping[str, Standing] = {
    "backlog": "open",
    "unstarted": "open",
    "started": "started",
    "done": "done",
}


def story_moved(message: Message[StandingOptions], action: dict[str, Any]) -> Meaning:
    """One story's creation, changes or end."""
    story, at = login(action.get("id")), instant(within(message.said, "changed_at"))
    if story is None:
        return Ignored.NO_ITEM
    if at is None:
        return Ignored.NO_TIME
    item = ItemTold(
        item=f"shortcut:{story}",
        at=at,
        mark=login(within(message.said, "id")) or "",
        actor=login(within(message.said, "member_id")),
    )
    done = word(action.get("action"))
    if done == "create":
        return tuple(_born(message, item, action))
    if done == "delete":
        return (item.happened("deleted"),)
    return tuple(_changes(message, item, within(action, "changes"))) or Ignored.UNCOUNTED


def _born(
    message: Message[StandingOptions], item: ItemTold, action: dict[str, Any]
) -> Iterator[Transition]:
    told = replace(
        item,
        assignee=_first(action.get("owner_ids")),
        created_at=item.at,
        points=number(action.get("estimate")),
    )
    return told.born(_standing(message, action.get("workflow_state_id")))


def _changes(
    message: Message[StandingOptions], item: ItemTold, changes: Any
) -> Iterator[Transition]:
    """Only what changed is told: an estimate that was removed has an old value and no new one."""
    owners, estimate = within(changes, "owner_ids"), within(changes, "estimate")
    told = replace(item, assignee=_owner(owners))
    if not isinstance(told.assignee, UnsetType):
        yield told.handed(_first(within(owners, "removes")))
    if isinstance(estimate, dict):
        told = replace(told, points=number(estimate.get("new")))
        yield told.happened("estimated")
    state = within(changes, "workflow_state_id")
    standing = _standing(message, within(state, "new"))
    if standing is not None:
        done_at = instant(within(changes, "completed_at", "new"))
        before = _standing(message, within(state, "old"))
        yield told.moved(standing, before=before, done_at=done_at)


def _owner(owners: Any) -> str | UnsetType | None:
    """Who was added; nobody, as far as is told, where somebody was only removed."""
    if not isinstance(owners, dict):
        return UNSET
    return _first(owners.get("adds"))


def _first(people: Any) -> str | None:
    return next((login(one) for one in people), None) if isinstance(people, list) else None


def _standing(message: Message[StandingOptions], state: Any) -> Standing | None:
    """Where a story stands in a state, by what the delivery says of the state beside it."""
    if state is None:
        return None
    references = dicts(within(message.said, "references"))
    known = next(
        (one for one in references if one.get("id") == state and _is_state(one)), {"id": state}
    )
    named = standing_of(message.options.standings, known.get("name"), login(known.get("id")))
    return named or TYPES.get(word(known.get("type")))


def _is_state(reference: dict[str, Any]) -> bool:
    return word(reference.get("entity_type")) == "workflow-state"
