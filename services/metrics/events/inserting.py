"""Two ways into the table of events: past those that are known, or straight in where none is.

Both order their rows by key: transactions that meet wait for each other instead of deadlocking.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

import asyncpg
import msgspec
from asyncpg.pgproto import pgproto

from services.metrics.events.domain import Event
from services.metrics.events.packing import BEGIN, COLUMNS, END, microseconds, packed
from services.metrics.numbering import Numbers

Place = tuple[int, bytes]  # the number of its subject, and the event's mark
Places = Mapping[Place, Event]
Way = Callable[[asyncpg.Connection, Places, Numbers, datetime], Awaitable[Places]]

EVENT = ", ".join(COLUMNS)
INSERT = f"""
    insert into metrics.event ({EVENT})
    select * from unnest($1::bigint[], $2::uuid[], $3::bigint[], $4::timestamptz[],
                         $5::timestamptz[], $6::float8[], $7::float8[], $8::int[], $9::int[],
                         $10::text[], $11::jsonb[]) as incoming ({EVENT})
    order by subject_id, identity on conflict do nothing returning subject_id, identity
"""  # noqa: S608 - our own constants


async def insert_unknown(
    connection: asyncpg.Connection, places: Places, numbers: Numbers, at: datetime
) -> Places:
    """Those of the events that were not there before; they are now."""
    if not places:
        return places
    rows = [_row(place, event, numbers.sources, at) for place, event in places.items()]
    found = await connection.fetch(INSERT, *map(list, zip(*rows, strict=True)))
    if len(found) == len(places):
        return places
    fresh = [(subject_id, identity.bytes) for subject_id, identity in found]
    return {place: places[place] for place in fresh}


async def copy_new(
    connection: asyncpg.Connection, places: Places, numbers: Numbers, at: datetime
) -> Places:
    """All of the events, at half the cost; UniqueViolationError if one was there before."""
    received = microseconds(at)
    rows = [
        packed(subject_id, numbers.sources[event.source], event, received)
        for (subject_id, _), event in places.items()
    ]
    body = b"".join((BEGIN, *sorted(rows), END))
    await connection.copy_to_table(
        "event", schema_name="metrics", columns=COLUMNS, source=_once(body), format="binary"
    )
    return places


async def _once(body: bytes) -> AsyncIterator[bytes]:
    yield body


def _row(place: Place, event: Event, sources: Mapping[str, int], at: datetime) -> tuple[Any, ...]:
    attributes = msgspec.json.encode(event.attributes).decode() if event.attributes else None
    return (
        place[0],
        pgproto.UUID(place[1]),  # a tenth of the cost of Python's
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
