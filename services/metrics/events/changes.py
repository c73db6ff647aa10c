"""What was done to events after they came: noted before it is done, and only ever added to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from services.metrics.events.store import Identity
from shared.schemas.metrics.records import Kind

# What an event says now becomes what it said before: versions count from 1, so the change from
# version 1 to 2 is kept under 1.
NOTE = """
    insert into metrics.event_change
           (subject_id, identity, version, at, by, kind, reason, before)
    select subject_id, identity,
           1 + (select count(*) from metrics.event_change as made
                 where made.subject_id = event.subject_id and made.identity = event.identity),
           $3, $4, $5, $6,
           jsonb_build_object('metric_id', metric_id, 'time', time, 'received', received,
                              'value', value, 'weight', weight, 'attributes', attributes,
                              'void', void)
      from metrics.event
      join unnest($1::bigint[], $2::uuid[]) as changed (subject_id, identity)
     using (subject_id, identity)
     where value is not null
     order by subject_id, identity
"""


@dataclass(frozen=True, slots=True)
class Change:
    """Who does what to events, when and why."""

    kind: Kind
    by: str
    at: datetime
    reason: str


async def note_change(
    connection: asyncpg.Connection, identities: Sequence[Identity], change: Change
) -> None:
    """Note what events say before they are changed, within the transaction that changes them."""
    rows = map(list, zip(*identities, strict=True))
    await connection.execute(NOTE, *rows, change.at, change.by, change.kind, change.reason)
