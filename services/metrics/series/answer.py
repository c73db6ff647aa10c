"""From a query to its series: which metrics, which days, then window by window."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.catalogue.domain import Catalogue, MetricUnknown
from services.metrics.catalogue.known import KnownMetrics
from services.metrics.series import store
from services.metrics.series.domain import (
    POINTS_AT_MOST,
    Days,
    DaysUnordered,
    Point,
    SeriesTooLong,
    Span,
    points,
    windows,
)
from services.metrics.series.gaps import filled
from services.metrics.series.known_then import Then, get_days_then
from shared.schemas.metrics.catalogue import Metric
from shared.schemas.metrics.series import SeriesQuery
from shared.schemas.words import Window


class Series(msgspec.Struct, frozen=True):
    """One series, as `shared.schemas.metrics.series.Series` says it."""

    metric: str
    subject: str
    window: Window
    time_zone: str
    unit: str
    points: list[Point]


async def answer(
    query: SeriesQuery,
    spans: Sequence[Span],
    session: AsyncSession,
    known: KnownMetrics,
    *,
    time_zone: str,
    today: date,
    then: Then | None = None,
) -> list[Series]:
    """The series asked for over the spans, in the order asked; MetricUnknown."""
    catalogue = await known.covering(set(query.metrics))
    wanted = [_known(catalogue, key) for key in query.metrics]
    numbers = [catalogue[part][0] for metric in wanted for part in parts_of(metric)]
    first, last = spans[0][0], spans[-1][1]
    if then is None:
        found = await store.get_days(session, numbers, query.subjects, first, last)
    else:
        found = await get_days_then(session, numbers, query.subjects, (first, last), then)

    def series(subject: str, metric: Metric) -> Series:
        above, below = _days_of(metric, subject, found, catalogue)
        told = points(metric, above, below, spans, query.window, today)
        told = filled(told, query.fill)
        return Series(metric.key, subject, query.window, time_zone, metric.unit, told)

    return [series(subject, metric) for subject in query.subjects for metric in wanted]


def parts_of(metric: Metric) -> list[str]:
    """The metrics whose events make up a metric: itself, or both parts of a ratio."""
    if metric.aggregation != "ratio":
        return [metric.key]
    assert metric.numerator is not None
    assert metric.denominator is not None
    return [metric.numerator, metric.denominator]


def whole_windows(query: SeriesQuery) -> list[Span]:
    """The windows that cover the days asked for; DaysUnordered, SeriesTooLong."""
    if query.last_day < query.first_day:
        raise DaysUnordered
    days = (query.last_day - query.first_day).days + 1
    if query.last_day > date.max - timedelta(days=100):
        raise SeriesTooLong
    if days * len(query.metrics) * len(query.subjects) > POINTS_AT_MOST:
        raise SeriesTooLong
    return list(windows(query.first_day, query.last_day, query.window))


def _known(catalogue: Catalogue, key: str) -> Metric:
    if key not in catalogue:
        raise MetricUnknown(key)
    return catalogue[key][1]


def _days_of(
    metric: Metric, subject: str, found: store.Found, catalogue: Catalogue
) -> tuple[Days, Days]:
    above, *below = (found.get((subject, catalogue[part][0]), {}) for part in parts_of(metric))
    return above, below[0] if below else {}
