"""From what is wanted to its series, window by window."""

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.series.bins import FoundBins, get_bins
from services.metrics.series.bins_then import get_bins_then
from services.metrics.series.capacity_store import get_capacity
from services.metrics.series.domain import MadeOf, Point, points
from services.metrics.series.gaps import filled
from services.metrics.series.known_then import get_days_then
from services.metrics.series.store import Found, get_days
from services.metrics.series.wanted import Wanted
from shared.schemas.metrics.catalogue import Metric
from shared.schemas.words import Window


class Series(msgspec.Struct, frozen=True):
    """One series, as `shared.schemas.metrics.series.Series` says it."""

    metric: str
    subject: str
    window: Window
    time_zone: str
    unit: str
    points: list[Point]


async def answer(wanted: Wanted, session: AsyncSession) -> list[Series]:
    """The series that are wanted, subject by subject, as it is now or was then."""
    numbers, subjects = wanted.numbers, wanted.subjects
    if wanted.then is None:
        found = await get_days(session, numbers, subjects, wanted.days)
        bins = await get_bins(session, wanted)
    else:
        found = await get_days_then(session, numbers, subjects, wanted.days, wanted.then)
        bins = await get_bins_then(session, wanted, wanted.then)
    for number, capacity in (await get_capacity(session, wanted)).items():
        for place, subject in enumerate(subjects):
            found[subject, number] = capacity.days_of(place, wanted.days[0])
    return series_of(wanted, found, bins)


def series_of(wanted: Wanted, found: Found, bins: FoundBins) -> list[Series]:
    """The series of all subjects, from their days and bins."""
    return [
        _series(wanted, subject, metric, found, bins)
        for subject in wanted.subjects
        for metric in wanted.metrics
    ]


def _series(wanted: Wanted, subject: str, metric: Metric, found: Found, bins: FoundBins) -> Series:
    numbers = wanted.numbers_of(metric)
    above, *below = (found.get((subject, number), {}) for number in numbers)
    made_of = MadeOf(above, below[0] if below else {}, bins.get((subject, numbers[0]), {}))
    told = points(metric, made_of, wanted.spans, wanted.window, wanted.today)
    return Series(
        metric.key,
        subject,
        wanted.window,
        wanted.time_zone,
        metric.unit,
        filled(told, wanted.fill),
    )
