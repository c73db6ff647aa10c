"""Where events are kept: each once, and its day with it, in one transaction.

This is the busiest path of the system, so it speaks to the driver itself. Every statement orders
its rows by the key it writes: transactions that meet wait for each other instead of deadlocking.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from services.metrics.events.domain import Event, Form, Gain, Uncountable, gains_of
from services.metrics.numbering import Numbering
from shared.schemas.metrics.events import Fate

EVENT = (
    "subject_id, identity, content, time, received, value, weight, metric_id, source_id, id,"
    " attributes"
)
ROWS = (
    "$1::bigint[], $2::uuid[], $3::bigint[], $4::timestamptz[], $5::timestamptz[], $6::float8[],"
    " $7::float8[], $8::int[], $9::int[], $10::text[], $11::jsonb[]"
)
COPIED_FROM = 200  # events; below it one unnest is quicker than a COPY and its round trips

_insert = f"""
    insert into metrics.event ({EVENT}) select {EVENT} from %s as incoming ({EVENT})
    order by subject_id, identity on conflict do nothing returning subject_id, identity
"""  # noqa: S608 - our own constants
INSERT_UNNESTED = _insert % f"unnest({ROWS})"
INSERT_COPIED = _insert % "incoming"

GATHER = """
    create temp table if not exists incoming (
        subject_id bigint, identity uuid, content bigint, time timestamptz, received timestamptz,
        value float8, weight float8, metric_id int, source_id int, id text, attributes jsonb
    ) on commit delete rows
"""

STANDING = """
    select subject_id, identity, content from metrics.event
      join unnest($1::bigint[], $2::uuid[]) as asked (subject_id, identity)
     using (subject_id, identity)
"""

ADD_GAINS = """
    insert into metrics.day (subject_id, metric_id, day, count, total, weight)
    select * from unnest($1::bigint[], $2::int[], $3::date[], $4::bigint[], $5::numeric[],
                         $6::numeric[]) as gained (subject_id, metric_id, day, c, t, w)
    order by subject_id, metric_id, day
    on conflict (subject_id, metric_id, day) do update set
        count = day.count + excluded.count,
        total = day.total + excluded.total,
        weight = day.weight + excluded.weight
"""

QUARANTINE = """
    insert into metrics.quarantine (id, received_at, pushed_by, event_id, code, detail, form, raw)
    select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[],
                         $6::text[], $7::text[], $8::bytea[]) as q order by 1
    on conflict (id) do nothing
"""

Identity = tuple[int, UUID]
Held = tuple[bytes, Form, Uncountable]


@dataclass(frozen=True)
class Numbers:
    """The numbers that stand for the subjects and sources of a batch."""

    subjects: dict[str, int]
    sources: dict[str, int]


class Names:
    """What a process knows of the numbers of subjects and sources."""

    def __init__(self) -> None:
        self._subjects = Numbering("subject", "subject_id")
        self._sources = Numbering("source", "source_id")

    async def numbers(self, connection: asyncpg.Connection, events: Sequence[Event]) -> Numbers:
        """The numbers that these events need; outside a transaction."""
        return Numbers(
            await self._subjects.of(connection, (event.subject for event in events)),
            await self._sources.of(connection, (event.source for event in events)),
        )


async def keep_events(
    connection: asyncpg.Connection, events: Sequence[Event], numbers: Numbers, at: datetime
) -> list[Fate]:
    """Keep each event not yet known and add it to its day; say what became of each.

    Within a transaction.
    """
    identities = [(numbers.subjects[event.subject], event.identity) for event in events]
    first: dict[Identity, Event] = {}
    for identity, event in zip(identities, events, strict=True):
        first.setdefault(identity, event)
    rows = [_row(identity, event, numbers.sources, at) for identity, event in first.items()]
    stored = await _insert_events(connection, rows)
    await change_days(connection, gains_of((key[0], first[key]) for key in stored))
    standing = {identity: first[identity].content for identity in stored}
    known = [identity for identity in first if identity not in standing]
    if known:
        standing.update(await _standing(connection, known))
    return _fates(identities, events, stored, standing)


def _fates(
    identities: Sequence[Identity],
    events: Sequence[Event],
    stored: set[Identity],
    standing: dict[Identity, int],
) -> list[Fate]:
    fates: list[Fate] = []
    fresh = set(stored)
    for identity, event in zip(identities, events, strict=True):
        if identity in fresh:
            fresh.discard(identity)
            fates.append("stored")
        else:
            fates.append("duplicate" if standing[identity] == event.content else "conflict")
    return fates


def _row(
    identity: Identity, event: Event, sources: dict[str, int], at: datetime
) -> tuple[Any, ...]:
    attributes = msgspec.json.encode(event.attributes).decode() if event.attributes else None
    return (
        *identity,
        event.content,
        event.time,
        at,
        event.value,
        event.weight,
        event.metric_id,
        sources[event.source],
        event.id,
        attributes,
    )


async def _insert_events(
    connection: asyncpg.Connection, rows: list[tuple[Any, ...]]
) -> set[Identity]:
    if not rows:
        return set()
    if len(rows) < COPIED_FROM:
        found = await connection.fetch(INSERT_UNNESTED, *map(list, zip(*rows, strict=True)))
    else:
        await connection.execute(GATHER)
        await connection.copy_records_to_table("incoming", records=rows)
        found = await connection.fetch(INSERT_COPIED)
    return {(row[0], row[1]) for row in found}


async def _standing(
    connection: asyncpg.Connection, identities: Sequence[Identity]
) -> dict[Identity, int]:
    found = await connection.fetch(STANDING, *map(list, zip(*identities, strict=True)))
    return {(row[0], row[1]): row[2] for row in found}


async def change_days(
    connection: asyncpg.Connection, gains: dict[tuple[int, int, date], Gain]
) -> None:
    """Add gains, or losses, to days by (subject, metric, day)."""
    rows = [
        (*key, gain.count, _exact(gain.total), _exact(gain.weight)) for key, gain in gains.items()
    ]
    if rows:
        await connection.execute(ADD_GAINS, *map(list, zip(*rows, strict=True)))


def _exact(billionths: int) -> Decimal:
    return Decimal(billionths).scaleb(-9)


async def keep_uncountable(
    connection: asyncpg.Connection, held: Sequence[Held], by: str, at: datetime
) -> None:
    """Keep what cannot be counted with its bytes; the same bytes for the same reason once."""
    rows = [
        (_quarantine_id(by, raw, why), at, by, why.event_id, why.code, why.detail, form, raw)
        for raw, form, why in held
    ]
    if rows:
        await connection.execute(QUARANTINE, *map(list, zip(*rows, strict=True)))


def _quarantine_id(by: str, raw: bytes, why: Uncountable) -> UUID:
    return UUID(bytes=blake2b(f"{by}\n{why.code}\n".encode() + raw, digest_size=16).digest())
