"""How a work item's fact becomes an event, and what of it is remembered beside the item."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from services.metrics.catalogue.domain import Catalogue
from services.metrics.events.domain import Event, content_of, event_of
from services.metrics.events.said import Said
from services.metrics.work_items.facts import Fact


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an item comes from, and who stands in where no account is known."""

    connector: str
    tool: str
    team: str | None


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a fact: enough to find its event, and to see whether it still holds."""

    source: str
    id: str
    subject: str
    metric: str
    time: datetime
    value: float
    content: int = 0  # all of the above, and what was said with it


class Uncounted(msgspec.Struct, frozen=True, array_like=True):
    """A fact that cannot be counted, and why."""

    metric: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Judging:
    """What decides whether a fact counts: what stood before, the catalogue, the zone, the hour."""

    stood: frozenset[Kept]
    catalogue: Catalogue
    zone: ZoneInfo
    at: datetime


def credited(
    item: str, fact: Fact, origin: Origin, how: Judging
) -> tuple[Kept, Event | None] | Uncounted | None:
    """A fact as its event, or why it cannot be counted; None where nobody can be credited.

    What stands unchanged is judged by no later catalogue, and is no event again.
    """
    subject = _subject(fact, origin)
    if subject is None:
        return None
    said = _said(item, fact, origin, subject)
    content = content_of(said, fact.value)
    kept = Kept(said.source, said.id, subject, fact.metric, fact.time, fact.value, content)
    if kept in how.stood:
        return kept, None
    known = how.catalogue.get(fact.metric)
    if known is None:
        detail = f"There is no metric {fact.metric!r}; define it, then replay."
        return Uncounted(fact.metric, "unknown_metric", detail)
    event = event_of(said, *known, how.zone, how.at)
    if not isinstance(event, Event):
        return Uncounted(fact.metric, event.code, event.detail)
    return kept, event


def _said(item: str, fact: Fact, origin: Origin, subject: str) -> Said:
    return Said(
        id=f"{item}:{fact.name}",
        source=f"webhook:{origin.connector}",
        metric=fact.metric,
        subject=subject,
        time=fact.time,
        value=fact.value,
        weight=fact.weight,
        attributes=dict(fact.attributes),
    )


def _subject(fact: Fact, origin: Origin) -> str | None:
    if fact.subject is not None:
        return fact.subject
    if fact.account is not None:
        return f"account:{origin.tool}/{fact.account}"
    return f"team:{origin.team}" if origin.team else None
