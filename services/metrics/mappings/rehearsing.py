"""A rehearsal: what mappings would make of a sample event, and why; nothing is kept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from services.metrics.catalogue.domain import Catalogue
from services.metrics.events import cloudevents, native
from services.metrics.events.domain import Event
from services.metrics.events.ingest import judge
from services.metrics.events.said import Said, Typed, Uncountable, Unwanted
from services.metrics.keys.domain import Grant
from services.metrics.mappings.domain import Rule, picked
from services.metrics.mappings.expressions import Unanswered
from services.metrics.mappings.feeding import derived
from shared.errors import Invalid
from shared.schemas.metrics.mappings import MappingIn, Outcome
from shared.schemas.problems import Fault


class EventUntyped(Invalid):
    """A sample that no mapping could ever take: no type, no id, no source, or too much of it."""

    def __init__(self) -> None:
        detail = "Send a CloudEvent, or a native event with id, source, type, time and data."
        fault = Fault(pointer="/event", code="event_untyped", detail=detail)
        super().__init__(detail, [fault])


@dataclass(frozen=True)
class Stage:
    """What a rehearsal needs of the process: the catalogue, the zone of days, the hour."""

    catalogue: Catalogue
    zone: ZoneInfo
    at: datetime

    def judge(self, said: Said) -> Event | Uncountable:
        """The event that would be kept, or why it would be quarantined."""
        everything = Grant.everything("rehearsal", self.at)
        return judge(said, everything, self.catalogue, self.zone, self.at)


def typed_of(event: dict[str, Any]) -> Typed:
    """A sample event as it would be read if it were posted; EventUntyped."""
    raw = json.dumps(event).encode()
    read = cloudevents.piece_of if "specversion" in event else native.piece_of
    typed = read(raw).typed
    if typed is None:
        raise EventUntyped
    return typed


def rehearse(rules: Mapping[str, Rule], typed: Typed, stage: Stage) -> list[Outcome]:
    """What each of the rules would make of a typed event."""
    return [_outcome(key, rule, typed, stage) for key, rule in rules.items()]


def unseen(mapping: MappingIn, typed: Typed) -> Outcome:
    """What is told of a mapping that takes events of another type than this one."""
    detail = f"It takes events of the type {mapping.event_type!r}, and never sees {typed.type!r}."
    told = {"mapping": mapping.key, "metric": mapping.metric, "picked": {}}
    return Outcome(**told, status="unseen", detail=detail)


def _outcome(key: str, rule: Rule, typed: Typed, stage: Stage) -> Outcome:
    said = derived(key, rule, typed)
    told = {"mapping": key, "metric": rule.metric, "picked": _picked(rule, typed)}
    if isinstance(said, Unwanted):
        return Outcome(**told, status="filtered", detail="The filter does not hold.")
    judged = stage.judge(said) if isinstance(said, Said) else said
    if isinstance(judged, Uncountable):
        return Outcome(**told, status="refused", code=judged.code, detail=judged.detail)
    event = msgspec.to_builtins(said) | {"value": judged.value}
    return Outcome(**told, status="counts", event=event)


def _picked(rule: Rule, typed: Typed) -> dict[str, Any]:
    try:
        answers = json.dumps(picked(rule, typed.document))
    except Unanswered:
        return {}
    told: dict[str, Any] = json.loads(answers, parse_constant=str)  # JSON has no infinity
    return told
