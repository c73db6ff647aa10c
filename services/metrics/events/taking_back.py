"""Taking events back: a fact that was disproved leaves, and its day with it."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import asyncpg

from services.metrics.events.changes import Change, note_change
from services.metrics.events.gains import Gain, Gains, billionths
from services.metrics.events.store import Identity

DELETE = """
    delete from metrics.event using (
        select * from unnest($1::bigint[], $2::uuid[]) as gone (subject_id, identity) order by 1, 2
    ) as gone
     where event.subject_id = gone.subject_id and event.identity = gone.identity
       and event.value is not null
    returning event.subject_id, event.metric_id, event.time, event.value, event.weight
"""

DETAILED = """
    select exists (select from metrics.event
                     join unnest($1::bigint[], $2::uuid[]) as asked (subject_id, identity)
                    using (subject_id, identity) where value is not null)
"""


async def take_back(
    connection: asyncpg.Connection, identities: Sequence[Identity], zone: ZoneInfo, at: datetime
) -> Gains:
    """Remove events, within a transaction; answers what their days lose, exactly as gained.

    That they once stood stays on record. Past its metric's keep, an event stays as it is.
    """
    losses: Gains = {}
    if not identities:
        return losses
    disproved = Change("taken_back", "counterpoise", at, "It follows no more from what is known.")
    await note_change(connection, identities, disproved)
    found = await connection.fetch(DELETE, *map(list, zip(*sorted(identities), strict=True)))
    for subject, metric, time, value, weight in found:
        loss = losses.setdefault((subject, metric, time.astimezone(zone).date()), Gain())
        loss.count -= 1
        loss.total -= billionths(value * weight)
        loss.weight -= billionths(weight)
    return losses


async def any_says_something(
    connection: asyncpg.Connection, identities: Sequence[Identity]
) -> bool:
    """Whether of any of the events more is left than its identity."""
    found: bool = await connection.fetchval(DETAILED, *map(list, zip(*identities, strict=True)))
    return found
