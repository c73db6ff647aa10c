"""Days: what a subject's events of one metric add up to, kept in step with the events."""

import asyncpg

from services.metrics.events.gains import Gains

ADD_GAINS = """
    insert into metrics.day (subject_id, metric_id, day, count, total, weight)
    select subject_id, metric_id, day, c, t::numeric * 0.000000001, w::numeric * 0.000000001
      from unnest($1::bigint[], $2::int[], $3::date[], $4::bigint[], $5::text[], $6::text[])
           as gained (subject_id, metric_id, day, c, t, w)
    order by subject_id, metric_id, day
    on conflict (subject_id, metric_id, day) do update set
        count = day.count + excluded.count,
        total = day.total + excluded.total,
        weight = day.weight + excluded.weight
"""
ADD_TO_BINS = """
    insert into metrics.day_bin (subject_id, metric_id, day, bin, count, total)
    select subject_id, metric_id, day, bin, c, t::numeric * 0.000000001
      from unnest($1::bigint[], $2::int[], $3::date[], $4::bigint[], $5::bigint[], $6::text[])
           as gained (subject_id, metric_id, day, bin, c, t)
    order by subject_id, metric_id, day, bin
    on conflict (subject_id, metric_id, day, bin) do update set
        count = day_bin.count + excluded.count,
        total = day_bin.total + excluded.total
"""


async def change_days(connection: asyncpg.Connection, gains: Gains) -> None:
    """Add gains, or losses, to days by (subject, metric, day), and to their bins."""
    # Billionths go as text: they have no largest, and the driver is slow at decimals.
    rows = [(*key, gain.count, str(gain.total), str(gain.weight)) for key, gain in gains.items()]
    if rows:
        await connection.execute(ADD_GAINS, *map(list, zip(*rows, strict=True)))
    bins = [
        (*key, number, count, str(total))
        for key, gain in gains.items()
        for number, (count, total) in gain.bins.items()
    ]
    if bins:
        await connection.execute(ADD_TO_BINS, *map(list, zip(*bins, strict=True)))
