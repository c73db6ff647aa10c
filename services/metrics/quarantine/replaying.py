"""Replaying: what was held is read again and taken in again, as if it came now."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from services.metrics.events import cloudevents, native
from services.metrics.events.ingest import Ingest
from services.metrics.events.ingest import told as answer
from services.metrics.events.rows import QuarantineRow
from services.metrics.events.said import Uncountable
from services.metrics.keys.domain import Grant
from services.metrics.mappings.feeding import Entry
from services.metrics.quarantine.domain import Outcome
from shared.schemas.metrics.events import Ingested

READERS = {"native": native.piece_of, "cloudevent": cloudevents.piece_of}


async def replay(
    entries: Sequence[QuarantineRow], grants: Mapping[str, Grant], ingest: Ingest, at: datetime
) -> tuple[list[Ingested], list[Outcome]]:
    """Take entries in again by the grants of their keys; what each batch and entry came to."""
    by_key: dict[str, list[QuarantineRow]] = defaultdict(list)
    for entry in entries:
        by_key[entry.pushed_by].append(entry)
    told, outcomes = [], []
    for key, held in by_key.items():
        pieces = [READERS[entry.form](entry.raw) for entry in held]
        mapped, became = await ingest.take(pieces, grants[key], at)
        told.append(answer(mapped.gathered(became)))
        outcomes += _outcomes(held, told[-1], mapped.parted(became))
    return told, outcomes


def _outcomes(
    held: Sequence[QuarantineRow], told: Ingested, parted: Sequence[Sequence[Entry]]
) -> list[Outcome]:
    statuses = {result.index: result.status for result in told.results}
    return [
        Outcome(entry.id, statuses.get(index, "stored"), entry.code, _reasons(became))
        for index, (entry, became) in enumerate(zip(held, parted, strict=True))
    ]


def _reasons(became: Sequence[Entry]) -> frozenset[str]:
    return frozenset(what.code for what, _ in became if isinstance(what, Uncountable))
