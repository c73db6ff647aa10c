"""Reads bins of days, for what does not simply add up: one sum for each bin of each window."""

from collections import defaultdict
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.aggregations.bins import Bin
from services.metrics.belonging import HOLDERS, made_up_of
from services.metrics.series.wanted import Wanted

# `date_trunc` knows the windows that we know.
_BINS = text(
    f"""
    with {HOLDERS}
    select asked, metric_id, cast(date_trunc(:window, cast(day as timestamp)) as date) as start,
           bin, cast(sum(count) as bigint), cast(sum(total) as float8)
      from holders
      join metrics.subject using (key)
      join metrics.day_bin using (subject_id)
     where metric_id = any(:metrics)
       and day between :first and :last and day between holders.first_day and holders.last_day
     group by asked, metric_id, start, bin having sum(count) > 0
    """  # noqa: S608 - HOLDERS is our own constant
)

FoundBins = dict[tuple[str, int], dict[date, dict[int, Bin]]]


async def get_bins(session: AsyncSession, wanted: Wanted) -> FoundBins:
    """Bins by the first day of their window, for each subject and metric that keeps any."""
    bins: FoundBins = defaultdict(lambda: defaultdict(dict))
    if wanted.binned:
        first, last = wanted.days
        asked = {"first": first, "last": last, "window": wanted.window}
        known = {**made_up_of(wanted.subjects), "metrics": list(wanted.binned)}
        found = await session.execute(_BINS, {**known, **asked})
        for subject, metric, start, number, count, total in found.all():
            bins[subject, metric][start][number] = Bin(count, total)
    return bins
