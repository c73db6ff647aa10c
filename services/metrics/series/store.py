"""Reads days, never events: who belonged to a subject on each day, and what they add up to."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.belonging import PEOPLE, asked
from services.metrics.series.domain import Sum

# A subject's numbers are those posted on it, on its people, and on its people's accounts, each for
# the days that hold: accounts are resolved here, so a late mapping rewrites nothing.
_DAYS = text(
    f"""
    with {PEOPLE}, holders (asked, key, first_day, last_day) as (
        select subject, subject, date '-infinity', date 'infinity'
          from unnest(cast(:subjects as text[])) as subject
        union all
        select asked, 'person:' || person, first_day, last_day
          from people where asked <> 'person:' || person
        union all
        select asked, 'account:' || tool || '/' || login,
               greatest(people.first_day, held.first_day), least(people.last_day, held.last_day)
          from people join metrics.account_held as held using (person)
          join metrics.account using (tool, login) where not bot
    )
    select asked, metric_id, day, cast(sum(count) as bigint), cast(sum(total) as float8),
           cast(sum(weight) as float8)
      from holders
      join metrics.subject using (key)
      join metrics.day using (subject_id)
     where metric_id = any(:metrics)
       and day between greatest(:first, holders.first_day) and least(:last, holders.last_day)
     group by asked, metric_id, day
    """  # noqa: S608 - PEOPLE is our own constant
)


Found = dict[tuple[str, int], dict[date, Sum]]


async def get_days(
    session: AsyncSession, metrics: Sequence[int], subjects: Sequence[str], first: date, last: date
) -> Found:
    """Sums by day, for each subject and metric that has any."""
    span = {"first": first, "last": last, "metrics": list(metrics)}
    found = await session.execute(
        _DAYS, {**asked(subjects), **span, "subjects": list(dict.fromkeys(subjects))}
    )
    days: Found = defaultdict(dict)
    for subject, metric, day, count, total, weight in found.all():
        days[subject, metric][day] = Sum(count, total, weight)
    return days
