"""Reads days, never events: who belonged to a subject on each day, and what they add up to."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.belonging import HOLDERS, made_up_of
from services.metrics.series.domain import Days, Span, Sum

# The days asked for are said by themselves too: they bound the index, others only filter.
_DAYS = text(
    f"""
    with {HOLDERS}
    select asked, metric_id, day, cast(sum(count) as bigint), cast(sum(total) as float8),
           cast(sum(weight) as float8)
      from holders
      join metrics.subject using (key)
      join metrics.day using (subject_id)
     where metric_id = any(:metrics)
       and day between :first and :last and day between holders.first_day and holders.last_day
     group by asked, metric_id, day
    """  # noqa: S608 - HOLDERS is our own constant
)


Found = dict[tuple[str, int], Days]


async def get_days(
    session: AsyncSession, metrics: Sequence[int], subjects: Sequence[str], span: Span
) -> Found:
    """Sums by day, for each subject and metric that has any."""
    asked = {"first": span[0], "last": span[1], "metrics": list(metrics)}
    found = await session.execute(_DAYS, {**made_up_of(subjects), **asked})
    days: defaultdict[tuple[str, int], dict[date, Sum]] = defaultdict(dict)
    for subject, metric, day, count, total, weight in found.all():
        days[subject, metric][day] = Sum(count, total, weight)
    return dict(days)
