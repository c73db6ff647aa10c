"""From what was read to what became of it: judge each, keep them all, tell each fate."""

from collections import Counter as Count
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from prometheus_client import Counter

from services.metrics.catalogue.domain import Catalogue
from services.metrics.catalogue.known import KnownMetrics
from services.metrics.events.domain import Event, event_of
from services.metrics.events.intake import Batch, Intake
from services.metrics.events.said import OURS, Piece, Said, Uncountable, Unwanted
from services.metrics.keys.domain import Grant
from services.metrics.mappings.feeding import Entry, KnownMappings, Spread, spread
from shared.schemas.metrics.events import EventResult, Fate, Ingested

EVENTS = Counter("counterpoise_events", "Events taken, by what became of them.", ("fate",))
STORED = EVENTS.labels("stored")


@dataclass(frozen=True)
class Ingest:
    """What ingestion needs of the process: the catalogue, the writers, the organization's zone."""

    catalogue: KnownMetrics
    mappings: KnownMappings
    intake: Intake
    zone: ZoneInfo

    async def __call__(self, posted: Sequence[Piece], grant: Grant, at: datetime) -> Ingested:
        """Keep what was posted; answers after the commit, with the fate of every event."""
        mapped, entries = await self.take(posted, grant, at)
        return told(mapped.gathered(entries))

    async def take(
        self, posted: Sequence[Piece], grant: Grant, at: datetime
    ) -> tuple[Spread, Sequence[Entry]]:
        """Keep what was posted; how it was spread, and what became of each piece."""
        mapped = await spread(posted, self.mappings)
        pieces = mapped.pieces
        metrics = {piece.said.metric for piece in pieces if isinstance(piece.said, Said)}
        known = await self.catalogue.covering(metrics)
        judged = [
            piece.said
            if isinstance(piece.said, Unwanted)
            else judge(piece.said, grant, known, self.zone, at)
            for piece in pieces
        ]
        events = [entry for entry in judged if isinstance(entry, Event)]
        held = [
            (grant.id, bytes(piece.raw), piece.form, entry)
            for piece, entry in zip(pieces, judged, strict=True)
            if isinstance(entry, Uncountable)
        ]
        fates = iter(await self.intake.keep(Batch(events, held, at)))
        return mapped, [(one, next(fates) if isinstance(one, Event) else None) for one in judged]


def judge(
    said: Said | Uncountable, grant: Grant, known: Catalogue, zone: ZoneInfo, at: datetime
) -> Event | Uncountable:
    """The event that was said, or why it cannot be counted."""
    if isinstance(said, Uncountable):
        return said
    if said.source.startswith(OURS):
        return Uncountable(
            "source_reserved", f"Sources beginning {' or '.join(OURS)} are ours.", said.id
        )
    if not grant.allows(said.source, said.metric):
        return Uncountable("out_of_scope", "The key may not push this source or metric.", said.id)
    found = known.get(said.metric)
    if found is None:
        detail = f"There is no metric {said.metric!r}; define it, then replay."
        return Uncountable("unknown_metric", detail, said.id)
    return event_of(said, *found, zone, at)


def told(fates: Sequence[Entry]) -> Ingested:
    """The answer: counts, and each event that was not simply stored."""
    results = [_result(index, *fate) for index, fate in enumerate(fates) if fate[1] != "stored"]
    stored = len(fates) - len(results)
    STORED.inc(stored)
    if not results:
        return _simply_stored(stored)
    counts = Count(result.status for result in results)
    for fate, count in counts.items():
        EVENTS.labels(fate).inc(count)
    return Ingested(
        stored=stored,
        duplicates=counts["duplicate"],
        conflicts=counts["conflict"],
        quarantined=counts["quarantined"],
        ignored=counts["ignored"],
        results=results,
    )


@lru_cache
def _simply_stored(number: int) -> Ingested:
    return Ingested(stored=number, duplicates=0, conflicts=0, quarantined=0, results=[])


def _result(index: int, entry: Event | Uncountable | Unwanted, fate: Fate | None) -> EventResult:
    if isinstance(entry, Unwanted):
        detail = "No mapping of its type lets it count."
        return EventResult(
            index=index, id=entry.event_id, status="ignored", code="filtered", detail=detail
        )
    if isinstance(entry, Uncountable):
        return EventResult(
            index=index,
            id=entry.event_id,
            status="quarantined",
            code=entry.code,
            detail=entry.detail,
        )
    if fate == "conflict":
        detail = "Other content came under this id before; the first stands."
        return EventResult(
            index=index, id=entry.id, status=fate, code="content_differs", detail=detail
        )
    if fate == "void":
        detail = "It was voided since, and counts no more."
        return EventResult(
            index=index, id=entry.id, status="duplicate", code="voided", detail=detail
        )
    return EventResult(index=index, id=entry.id, status="duplicate")
