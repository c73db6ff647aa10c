"""Help Scout: deliveries of its events, each with the conversation as it is now."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from msgspec import UNSET, UnsetType

from services.metrics.webhooks.connectors.item_told import TURNS as MOVES
from services.metrics.webhooks.connectors.item_told import ItemTold
from services.metrics.webhooks.connectors.ratings import rating
from services.metrics.webhooks.connectors.reading import dicts, login, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms
from services.metrics.webhooks.connectors.times import instant
from services.metrics.webhooks.signatures import Refusal, Scheme
from services.metrics.work_items.transitions import Kind
from shared.schemas.metrics.options import NoOptions, Standing
from shared.schemas.metrics.ratings import Scale

SCHEME = Scheme("X-HelpScout-Signature", encoding="base64", algorithm="sha1")
EVENT = "X-HelpScout-Event"
READS = (EVENT,)
OPTIONS = NoOptions

TURNS: Mapping[str, Kind] = {
    "convo.customer.reply.created": "opened",
    "convo.merged": "merged",
    "convo.deleted": "deleted",
    "convo.restored": "restored",
}
STANDINGS: Mapping[str, Standing] = {"active": "open", "pending": "paused", "closed": "done"}
RATED = "satisfaction.ratings"
SCALE = Scale(lowest=1, highest=3, satisfied_from=3, words={"Great": 3, "Okay": 2, "Bad": 1})


def verify(received: Received, terms: Terms[NoOptions], now: datetime) -> Refusal | None:
    """Base64 HMAC-SHA1 of the body; Help Scout signs no time."""
    return SCHEME.judge(received, terms.secrets)


def identity(message: Message[NoOptions]) -> str | None:
    """It says none: what happened, to what, and when that was last changed."""
    key, moment = login(within(message.said, "id")), _changed_at(message.said)
    return f"{event(message)}:{key}:{moment.isoformat()}" if key and moment else None


def event(message: Message[NoOptions]) -> str:
    """Such as `convo.status`."""
    return word(message.header(EVENT)) or "unnamed"


def translate(message: Message[NoOptions]) -> Meaning:
    """What happened to a conversation."""
    said, name = message.said, event(message)
    if name == "helpscout.test":
        return Ignored.PING
    key, at = login(within(said, "ticketId" if name == RATED else "id")), _changed_at(said)
    if key is None:
        return Ignored.NO_ITEM
    if at is None:
        return Ignored.NO_TIME
    told = ItemTold(
        item=f"helpscout:{key}",
        work="ticket",
        at=at,
        assignee=_assignee(said),
        created_at=None if name == RATED else instant(within(said, "createdAt")),
    )
    if name in TURNS:
        return (told.happened(TURNS[name]),)
    meaning = MEANINGS.get(name)
    return Ignored.NOT_FOLLOWED if meaning is None else meaning(told, said)


def _moved(told: ItemTold, said: Any) -> Meaning:
    standing = STANDINGS.get(word(within(said, "status")))
    if standing is None:
        return Ignored.NO_CHANGE
    if standing != "done":
        return (told.happened(MOVES[standing]),)
    closed_at, closer = instant(within(said, "closedAt")), _user(within(said, "closedByUser"))
    return (replace(told, at=closed_at or told.at, actor=closer).happened("solved"),)


def _replied(told: ItemTold, said: Any) -> Meaning:
    """The newest reply of the conversation, if it brings any; else whoever has it has replied."""
    replies = filter(_is_reply, dicts(within(said, "_embedded", "threads")))
    dated = [(instant(one.get("createdAt")) or told.at, one) for one in replies]
    at, newest = max(dated, key=lambda one: one[0], default=(told.at, None))
    if newest is None:
        return (replace(told, actor=told.somebody).happened("replied"),)
    author, mark = _user(newest.get("createdBy")), login(newest.get("id")) or ""
    return (replace(told, at=at, mark=mark, actor=author).happened("replied"),)


def _is_reply(thread: dict[str, Any]) -> bool:
    ours = _user(thread.get("createdBy")) is not None
    sent = word(thread.get("state")) != "draft"
    return ours and sent and word(thread.get("type")) in ("message", "reply")


def _rated(told: ItemTold, said: Any) -> Meaning:
    measure = rating(SCALE, within(said, "rating"), within(said, "comments"))
    return Ignored.NO_RATING if measure is None else (told.happened("measured", measure=measure),)


def _changed_at(said: Any) -> datetime | None:
    names = ("modifiedAt", "userUpdatedAt", "updatedAt", "createdAt")
    times = (instant(within(said, name)) for name in names)
    return next((at for at in times if at is not None), None)


def _user(said: Any) -> str | None:
    """One of ours by id; customers have their own type."""
    ours = word(within(said, "type")) in ("", "user")
    return login(within(said, "id")) if ours else None


def _assignee(said: Any) -> str | UnsetType | None:
    told = isinstance(said, dict) and "assignee" in said
    return login(within(said, "assignee", "id")) if told else UNSET


MEANINGS: Mapping[str, Callable[[ItemTold, Any], Meaning]] = {
    "convo.created": lambda told, said: tuple(told.born(None)),
    "convo.assigned": lambda told, said: (told.handed(None),),
    "convo.unassigned": lambda told, said: (told.handed(None),),
    "convo.status": _moved,
    "convo.agent.reply.created": _replied,
    "convo.note.created": lambda told, said: Ignored.NO_REPLY,
    RATED: _rated,
}
