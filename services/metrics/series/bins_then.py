"""Bins as they were known at a moment: events fall into them anew."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.aggregations.binned import Reading, bin_of
from services.metrics.aggregations.bins import Bin
from services.metrics.series.bins import FoundBins
from services.metrics.series.domain import beginning
from services.metrics.series.known_then import KNOWN, Then, recall
from services.metrics.series.wanted import Wanted
from shared.schemas.metrics.catalogue import Metric
from shared.schemas.words import Window

_READINGS = text(
    f"""
    {KNOWN}
    select asked, metric_id, day, value, time, attributes from held join known using (subject_id)
     where day between greatest(:first, first_day) and least(:last, last_day) limit :most
    """  # noqa: S608 - KNOWN is our own constant
).columns(attributes=JSONB)


async def get_bins_then(session: AsyncSession, wanted: Wanted, then: Then) -> FoundBins:
    """Bins by window as `get_bins` would have answered then; TooMuchToRecall."""
    if not wanted.binned:
        return {}
    whose = (list(wanted.binned), wanted.subjects, wanted.days)
    rows = await recall(session, _READINGS, *whose, then)
    return await asyncio.to_thread(_fallen, rows, wanted.binned, wanted.window)


def _fallen(rows: Iterable[Any], metrics: Mapping[int, Metric], window: Window) -> FoundBins:
    bins: FoundBins = defaultdict(lambda: defaultdict(dict))
    for subject, metric, day, *read in rows:
        reading = Reading(*read)
        number = bin_of(metrics[metric], reading)
        if number is not None:
            fallen = bins[subject, metric][beginning(day, window)]
            fallen[number] = fallen.get(number, Bin()) + Bin(1, reading.value)
    return bins
