"""From what is wanted to its series, window by window."""

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.series.domain import Point, points
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
    else:
        found = await get_days_then(session, numbers, subjects, wanted.days, wanted.then)
    return [
        _series(wanted, subject, metric, found) for subject in subjects for metric in wanted.metrics
    ]


def _series(wanted: Wanted, subject: str, metric: Metric, found: Found) -> Series:
    above, *below = (found.get((subject, part), {}) for part in wanted.numbers_of(metric))
    under = below[0] if below else {}
    told = points(metric, above, under, wanted.spans, wanted.window, wanted.today)
    return Series(
        metric.key,
        subject,
        wanted.window,
        wanted.time_zone,
        metric.unit,
        filled(told, wanted.fill),
    )
