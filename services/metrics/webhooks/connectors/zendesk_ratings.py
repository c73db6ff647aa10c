"""Customers' ratings of Zendesk tickets: told by a trigger, or as the API's survey responses."""

from typing import Any

from msgspec import UNSET

from services.metrics.webhooks.connectors.item_told import ItemTold
from services.metrics.webhooks.connectors.ratings import rating
from services.metrics.webhooks.connectors.reading import (
    dicts,
    login,
    number,
    text,
    within,
    word,
)
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message
from services.metrics.webhooks.connectors.times import instant
from shared.schemas.metrics.ratings import RatingOptions, Scale

TICKET = "zen:ticket:"


def is_rating(said: Any) -> bool:
    """Whether a body is a rating, and no ticket event."""
    return isinstance(said, dict) and ("satisfaction" in said or "survey_response" in said)


def rated(message: Message[RatingOptions]) -> Meaning:
    """A customer's rating; given anew it replaces the one before."""
    said, scale = message.said, message.options.scale
    return _surveyed(said, scale) if "survey_response" in said else _triggered(message, scale)


def _triggered(message: Message[RatingOptions], scale: Scale) -> Meaning:
    said = message.said
    key, at = login(within(said, "ticket_id")), instant(within(said, "rated_at"))
    measure = rating(scale, _answer(scale, within(said, "satisfaction")), within(said, "comment"))
    if key is None:
        return Ignored.NO_ITEM
    if measure is None:
        return Ignored.NO_RATING
    told = ItemTold(
        item=f"zendesk:{key}",
        work="ticket",
        at=at or message.received_at,
        assignee=login(within(said, "assignee_id")) or UNSET,
        undated=at is None,
    )
    return (told.happened("measured", measure=measure),)


def _answer(scale: Scale, said: Any) -> Any:
    """The scale's own words and numbers, else the sentence that begins with good or bad."""
    answers = {one.strip().lower() for one in scale.words}
    if word(said) in answers or number(said) is not None:
        return said
    first = word(said).replace(",", " ").partition(" ")[0]
    return {"good": scale.highest, "bad": scale.lowest}.get(first)


def _surveyed(said: Any, scale: Scale) -> Meaning:
    response = within(said, "survey_response")
    scaled, opened = (_answer_of(response, kind) for kind in ("rating_scale", "open_ended"))
    measure = rating(scale, _scaled(scale, scaled), opened.get("value"))
    key = _ticket_of(response)
    at = instant(scaled.get("updated_at")) or instant(scaled.get("created_at"))
    if key is None:
        return Ignored.NO_ITEM
    if measure is None:
        return Ignored.NO_RATING
    if at is None:
        return Ignored.NO_TIME
    told = ItemTold(item=f"zendesk:{key}", work="ticket", at=at)
    return (told.happened("measured", measure=measure),)


def _answer_of(response: Any, kind: str) -> dict[str, Any]:
    answers = dicts(within(response, "answers"))
    return next((one for one in answers if word(one.get("type")) == kind), {})


def _scaled(scale: Scale, answer: dict[str, Any]) -> Any:
    """What Zendesk itself calls good or bad, whatever the survey's scale."""
    categories = {"good": scale.highest, "bad": scale.lowest}
    return categories.get(word(answer.get("rating_category")), answer.get("rating"))


def _ticket_of(response: Any) -> str | None:
    """The ticket among what the survey was about."""
    told = [one.get("zrn") for one in dicts(within(response, "subjects"))]
    names = [text(one) or "" for one in (within(response, "subject_zrn"), *told)]
    return login(next((one[len(TICKET) :] for one in names if one.startswith(TICKET)), None))
