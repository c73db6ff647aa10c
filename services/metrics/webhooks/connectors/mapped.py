"""Deliveries of any tool: the events that a connector's mappings find in them."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import msgspec

from services.metrics.events.said import Said, Uncountable, Unwanted
from services.metrics.mappings.domain import MappingUnsound, Rule, applied, rule_of
from services.metrics.mappings.expressions import Unanswered, expression, unsound
from services.metrics.webhooks.connectors.item_told import ItemTold
from services.metrics.webhooks.connectors.reading import login, text, within
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, together
from services.metrics.webhooks.connectors.times import instant
from services.metrics.work_items.transitions import Measure
from shared.schemas.metrics.mapped import MappedOptions
from shared.schemas.problems import Fault

AT_MOST = 5_000  # of mappings applied to the elements of an array


def mapped(message: Message[MappedOptions], tool: str, delivery: str | None) -> Meaning:
    """Every event of a delivery; of one told again, what was told for the latest time stands."""
    rules = [rule_of(picks) for picks in message.options.mappings]
    said = message.said
    documents = said if isinstance(said, list) else [said]
    if len(documents) * len(rules) > AT_MOST:
        return Ignored.TOO_MANY
    base = delivery or f"sha256:{sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()}"
    return together(
        _event(message, tool, rule, document, base if document is said else f"{base}:{place}")
        for place, document in enumerate(documents)
        for rule in rules
    )


def picked(place: str | None, message: Message[MappedOptions]) -> str | None:
    """A word that an expression finds in a delivery."""
    try:
        found = expression(place).of(message.said) if place else None
    except Unanswered:
        return None
    return login(found) or text(found)


def faults(options: MappedOptions) -> Iterator[Fault]:
    """What is wrong with the options' expressions."""
    for name in ("id", "type"):
        yield from unsound(getattr(options, name), f"/options/{name}")
    for place, picks in enumerate(options.mappings):
        try:
            rule_of(picks, f"/options/mappings/{place}")
        except MappingUnsound as error:
            yield from error.errors


def fed(options: MappedOptions) -> list[str]:
    """The metrics that the mappings feed, in their order."""
    return [picks.metric for picks in options.mappings]


def _event(
    message: Message[MappedOptions], tool: str, rule: Rule, document: Any, usual_id: str
) -> Meaning:
    told_at = instant(within(document, "timestamp")) or instant(within(document, "time"))
    usual = {"id": usual_id, "source": tool, "time": told_at or message.received_at}
    said = applied(rule, document, usual)
    if isinstance(said, Unwanted):
        return Ignored.NOT_WANTED
    if isinstance(said, Uncountable):
        return Ignored.NOT_MAPPED
    measure = _measure(said)
    if measure is None:
        return Ignored.NOT_MAPPED
    told = ItemTold(
        item=f"{tool}:{said.id}",
        work="measurement",
        at=said.time,
        mark=said.metric,
        undated=said.time == message.received_at,
    )
    return (told.happened("measured", measure=measure),)


def _measure(said: Said) -> Measure | None:
    """What was said as a number; without any, each event counts one. None if it cannot be kept."""
    if not _is_text(said):
        return None
    return Measure(
        metric=said.metric,
        value=1.0 if said.value is None else said.value,
        weight=said.weight,
        subject=said.subject,
        attributes=said.attributes or {},
    )


def _is_text(said: Said) -> bool:
    """Whether it can be written down: some tools send halves of emoji, which no database keeps."""
    try:
        msgspec.json.encode(said)
    except UnicodeEncodeError:
        return False
    return True
