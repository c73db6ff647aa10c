"""From what a caller says to what is wanted: bounded, allowed, and its metrics known."""

from fastapi import Request

from services.metrics.privacy.reader import Reader
from services.metrics.series.asking import POINTS_AT_MOST, require_zone, whole_windows
from services.metrics.series.known_then import then_of
from services.metrics.series.one_event import require_own_events
from services.metrics.series.wanted import Wanted, metrics_of
from shared.clock import now
from shared.schemas.metrics.series import SeriesQuery
from shared.settings import Settings


async def understood(
    query: SeriesQuery, reader: Reader, request: Request, most: int = POINTS_AT_MOST
) -> Wanted:
    """What a query wants, if it may be answered.

    NotYours, MetricUnknown, ValueOfOne and those of `asking`.
    """
    settings: Settings = request.app.state.settings
    require_zone(query.time_zone, settings.time_zone)
    spans = whole_windows(query, most)
    await reader.require(*query.subjects, span=(spans[0][0], spans[-1][1]))
    catalogue = await request.app.state.known_metrics.covering(set(query.metrics))
    metrics = metrics_of(query.metrics, catalogue)
    await require_own_events(metrics, query.subjects, reader)
    then = None if query.as_of is None else then_of(query.as_of, settings.zone, now())
    return Wanted(
        subjects=query.subjects,
        metrics=metrics,
        catalogue=catalogue,
        spans=spans,
        window=query.window,
        fill=query.fill,
        time_zone=settings.time_zone,
        today=min(reader.today, then.day) if then else reader.today,
        then=then,
    )
