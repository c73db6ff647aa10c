"""What Trello's actions on cards mean."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from services.metrics.webhooks.connectors.item_told import ItemTold, standing_of
from services.metrics.webhooks.connectors.reading import login, within, word
from services.metrics.webhooks.connectors.shape import Ignored, Meaning
from services.metrics.webhooks.connectors.times import instant
from shared.schemas.metrics.options import Standing, StandingOptions

# What the lists of a new board are called; all others the team has to say.
LISTS: Mapping[str, Standing] = {"to do": "open", "doing": "started", "done": "done"}


def card_told(action: Any) -> ItemTold | Ignored:
    """A card as an action tells of it."""
    card = login(within(action, "data", "card", "id"))
    at = instant(within(action, "date"))
    if card is None:
        return Ignored.NO_ITEM
    if at is None:
        return Ignored.NO_TIME
    return ItemTold(
        item=f"trello:{card}",
        at=at,
        mark=login(within(action, "id")) or "",
        actor=_member(within(action, "memberCreator")),
        created_at=_made(card),
    )


def _created(card: ItemTold, action: Any, options: StandingOptions) -> Meaning:
    return tuple(card.born(_standing(within(action, "data", "list"), options)))


def _updated(card: ItemTold, action: Any, options: StandingOptions) -> Meaning:
    """Done is a card that was moved, not one that was archived; its place in a list is noise."""
    before, after = (within(action, "data", name) for name in ("listBefore", "listAfter"))
    if after is None:
        return Ignored.UNCOUNTED
    standing = _standing(after, options)
    if standing is None:
        return Ignored.UNPLACED
    return (card.moved(standing, before=_standing(before, options)),)


def _taken(card: ItemTold, action: Any, _: StandingOptions) -> Meaning:
    return (replace(card, assignee=_member(within(action, "member"))).happened("assigned"),)


def _left(card: ItemTold, _: Any, __: StandingOptions) -> Meaning:
    return (replace(card, assignee=None).happened("unassigned"),)


def _standing(place: Any, options: StandingOptions) -> Standing | None:
    name, key = within(place, "name"), within(place, "id")
    return standing_of(options.standings, name, key) or LISTS.get(word(name))


def _member(member: Any) -> str | None:
    return login(within(member, "username")) or login(within(member, "id"))


def _made(card: str) -> datetime | None:
    """When the card was made: its id begins with the seconds since 1970."""
    return instant(int(card[:8], 16)) if re.fullmatch(r"[0-9a-f]{24}", card) else None


MEANINGS: Mapping[str, Callable[[ItemTold, Any, StandingOptions], Meaning]] = {
    "createCard": _created,
    "copyCard": _created,
    "emailCard": _created,
    "convertToCardFromCheckItem": _created,
    "updateCard": _updated,
    "addMemberToCard": _taken,
    "removeMemberFromCard": _left,
    "deleteCard": lambda card, _, __: (card.happened("deleted"),),
}
