"""Replaying: what was held is read again and taken in again, as if it came now."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from services.metrics.events import cloudevents, native
from services.metrics.events.ingest import Ingest
from services.metrics.events.rows import QuarantineRow
from services.metrics.keys.domain import Grant
from services.metrics.quarantine.domain import Outcome
from shared.schemas.metrics.events import Ingested

READERS = {"native": native.piece_of, "cloudevent": cloudevents.piece_of}


async def replay(
    entries: Sequence[QuarantineRow], ingest: Ingest, at: datetime
) -> tuple[list[Ingested], list[Outcome]]:
    """Take entries in again, those of one key together; what each batch and each entry came to."""
    by_key: dict[str, list[QuarantineRow]] = defaultdict(list)
    for entry in entries:
        by_key[entry.pushed_by].append(entry)
    told, outcomes = [], []
    for key, held in by_key.items():
        pieces = [READERS[entry.form](entry.raw) for entry in held]
        told.append(await ingest(pieces, Grant.everything(key, at), at))
        outcomes += _outcomes(held, told[-1])
    return told, outcomes


def _outcomes(held: Sequence[QuarantineRow], told: Ingested) -> list[Outcome]:
    results = {result.index: (result.status, result.code) for result in told.results}
    return [
        Outcome(entry.id, status, entry.code, code if status == "quarantined" else None)
        for index, entry in enumerate(held)
        for status, code in [results.get(index, ("stored", None))]
    ]
