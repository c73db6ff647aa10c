"""Where events are kept: each once, and its day with it, in one transaction.

This is the busiest path of the system, so it speaks to the driver itself. Every statement orders
its rows by the key it writes: transactions that meet wait for each other instead of deadlocking.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from asyncpg.pgproto import pgproto

from services.metrics.events.days import change_days
from services.metrics.events.domain import Event, Gains, added, gains_of
from services.metrics.numbering import Numbers
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

Identity = tuple[int, UUID]


async def keep_events(
    connection: asyncpg.Connection,
    events: Sequence[Event],
    numbers: Numbers,
    at: datetime,
    losses: Gains | None = None,
) -> list[Fate]:
    """Keep each event not yet known and add it to its day; say what became of each.

    Within a transaction. `losses` of events taken back before are written with the gains, in
    one ordered statement.
    """
    identities = [_identity(event, numbers) for event in events]
    first = dict(zip(reversed(identities), reversed(events), strict=True))
    rows = [_row(identity, event, numbers.sources, at) for identity, event in first.items()]
    found = await _insert_events(connection, rows)
    fresh = first if len(found) == len(first) else {key: first[key] for key in map(tuple, found)}
    gains = gains_of((subject, event) for (subject, _), event in fresh.items())
    await change_days(connection, added(gains, losses or {}))
    if len(fresh) == len(events):
        return ["stored"] * len(events)
    known = await _standing(connection, [key for key in first if key not in fresh])
    standing = known | {key: event.content for key, event in fresh.items()}
    return _fates(identities, events, set(fresh), standing)


def _identity(event: Event, numbers: Numbers) -> Identity:
    return numbers.subjects[event.subject], pgproto.UUID(event.mark)  # a tenth of Python's cost


def _fates(
    identities: Sequence[Identity],
    events: Sequence[Event],
    fresh: set[Identity],
    standing: dict[Identity, int],
) -> list[Fate]:
    fates: list[Fate] = []
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
) -> Sequence[asyncpg.Record]:
    """The identities of the rows that were not there before."""
    found: Sequence[asyncpg.Record] = []
    if len(rows) >= COPIED_FROM:
        await connection.execute(GATHER)
        await connection.copy_records_to_table("incoming", records=rows)
        found = await connection.fetch(INSERT_COPIED)
    elif rows:
        found = await connection.fetch(INSERT_UNNESTED, *map(list, zip(*rows, strict=True)))
    return found


async def _standing(
    connection: asyncpg.Connection, identities: Sequence[Identity]
) -> dict[Identity, int]:
    if not identities:
        return {}
    found = await connection.fetch(STANDING, *map(list, zip(*identities, strict=True)))
    return {(row[0], row[1]): row[2] for row in found}
