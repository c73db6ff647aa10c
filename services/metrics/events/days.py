"""Days: what a subject's events of one metric add up to, kept in step with the events."""

from decimal import Decimal

import asyncpg

from services.metrics.events.domain import Gains

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


async def change_days(connection: asyncpg.Connection, gains: Gains) -> None:
    """Add gains, or losses, to days by (subject, metric, day)."""
    rows = [
        (*key, gain.count, _exact(gain.total), _exact(gain.weight)) for key, gain in gains.items()
    ]
    if rows:
        await connection.execute(ADD_GAINS, *map(list, zip(*rows, strict=True)))


def _exact(billionths: int) -> Decimal:
    return Decimal(billionths).scaleb(-9)
