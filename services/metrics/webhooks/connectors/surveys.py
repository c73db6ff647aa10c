"""Survey responses: whoever answers rates whoever the survey's hidden fields name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from services.metrics.mappings.expressions import Unanswered, expression, unsound
from services.metrics.webhooks.connectors.item_told import ItemTold
from services.metrics.webhooks.connectors.ratings import rating
from services.metrics.webhooks.connectors.reading import login
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message
from services.metrics.webhooks.connectors.times import instant
from shared.schemas.metrics.ratings import SurveyOptions
from shared.schemas.problems import Fault
from shared.schemas.words import PUSHED


@dataclass(frozen=True, slots=True)
class Places:
    """Where a survey tool says what, in JMESPath; of a few an administrator may know better."""

    id: str
    answered_at: str
    changed_at: str
    rating: str
    comment: str
    agent: str


def response(message: Message[SurveyOptions], tool: str, places: Places) -> Meaning:
    """A response is one rating: told again, it replaces what it said before."""
    said, options = message.said, message.options
    key = login(_pick(places.id, said))
    answered_at, changed_at = (
        instant(_pick(place, said)) for place in (places.answered_at, places.changed_at)
    )
    at = changed_at or answered_at
    measure = rating(
        options.scale,
        _pick(options.rating or places.rating, said),
        _pick(options.comment or places.comment, said),
        subject=_rated(_pick(options.agent or places.agent, said), options.accounts or tool),
    )
    if key is None:
        return Ignored.NO_ITEM
    if measure is None:
        return Ignored.NO_RATING
    if at is None:
        return Ignored.NO_TIME
    told = ItemTold(item=f"{tool}:{key}", work="measurement", at=at, created_at=answered_at)
    return (told.happened("measured", measure=measure),)


def _rated(agent: Any, tool: str) -> str | None:
    """A whole subject, or a login among the tool's accounts."""
    if isinstance(agent, str) and re.fullmatch(PUSHED, agent):
        return agent
    name = login(agent)
    return f"account:{tool}/{name}" if name else None


def faults(options: SurveyOptions) -> Iterator[Fault]:
    """What is wrong with the options' expressions."""
    for name in ("rating", "comment", "agent"):
        yield from unsound(getattr(options, name), f"/options/{name}")


def _pick(place: str, said: Any) -> Any:
    try:
        return expression(place).of(said)
    except Unanswered:
        return None
