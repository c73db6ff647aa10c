"""Taking events back: a fact that was disproved leaves, and its day with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import asyncpg
import msgspec

from services.metrics.aggregations.binned import Reading, bin_of
from services.metrics.events.changes import Change, note_change
from services.metrics.events.gains import Gain, Gains, gain_of
from services.metrics.events.store import Identity
from shared.schemas.metrics.catalogue import Metric

DELETE = """
    delete from metrics.event using (
        select * from unnest($1::bigint[], $2::uuid[], $3::float8[])
                   as gone (subject_id, identity, value) order by 1, 2
    ) as gone
     where event.subject_id = gone.subject_id and event.identity = gone.identity
       and coalesce(event.value, gone.value) is not null
    returning event.subject_id, event.metric_id, event.time, coalesce(event.value, gone.value),
              event.weight, event.attributes::text
"""

DETAILED = """
    select exists (select from metrics.event
                     join unnest($1::bigint[], $2::uuid[]) as asked (subject_id, identity)
                    using (subject_id, identity) where value is not null)
"""


async def take_back(
    connection: asyncpg.Connection,
    gone: Mapping[Identity, float | None],
    metrics: Mapping[int, Metric],
    zone: ZoneInfo,
    at: datetime,
) -> Gains:
    """Remove events, within a transaction; answers what their days lose, exactly as gained.

    That they once stood stays on record. Past its metric's keep, an event has its value no more:
    it leaves if its value is known otherwise, and else stays as it is.
    """
    losses: Gains = {}
    if not gone:
        return losses
    disproved = Change("taken_back", "counterpoise", at, "It follows no more from what is known.")
    await note_change(connection, list(gone), disproved)
    rows = [(*identity, gone[identity]) for identity in sorted(gone)]
    found = await connection.fetch(DELETE, *map(list, zip(*rows, strict=True)))
    for subject, metric, time, value, weight, attributes in found:
        read = Reading(value, time, attributes and msgspec.json.decode(attributes))
        loss = gain_of(value, weight, bin_of(metrics[metric], read), -1)
        place = (subject, metric, time.astimezone(zone).date())
        losses[place] = losses.get(place, Gain()) + loss
    return losses


async def any_says_something(
    connection: asyncpg.Connection, identities: Sequence[Identity]
) -> bool:
    """Whether of any of the events more is left than its identity."""
    found: bool = await connection.fetchval(DETAILED, *map(list, zip(*identities, strict=True)))
    return found
