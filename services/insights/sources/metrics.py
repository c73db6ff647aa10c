"""What the metrics service knows of a subject: who it is, what metrics mean, day by day."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from services.insights.sources.domain import Daily
from services.insights.statistics.arrays import Bools, Floats
from shared.client import OnBehalf, Peer, PeerUnavailable
from shared.schemas.insights.signals import Span
from shared.schemas.metrics.catalogue import Metric, Metrics
from shared.schemas.metrics.directory import SubjectFacts
from shared.schemas.metrics.series import Point, SeriesAnswer, SeriesQuery

PAGE = 500
PAGES = 20  # a catalogue that never ends is nonsense
AT_ONCE = 50  # metrics that a series query takes
CREDIBLE = 1e15  # a number beyond it, or as small, is nonsense, and treated as not measured


class MetricsSource:
    """Asks metrics on behalf of the caller."""

    def __init__(self, peer: Peer) -> None:
        self._peer = peer

    async def subject(self, subject: str, by: OnBehalf) -> SubjectFacts:
        """Name, size and roles; NotAllowedByPeer, NotKnownToPeer."""
        return await self._peer.get(f"/v1/subjects/{subject}", SubjectFacts, by)

    async def catalogue(self, by: OnBehalf) -> dict[str, Metric]:
        """Every metric's definition, by key: one call, where key by key it would be a dozen."""
        found: dict[str, Metric] = {}
        asked: dict[str, str | int] = {"limit": PAGE}
        for _ in range(PAGES):
            page = await self._peer.get("/v1/metrics", Metrics, by, params=asked)
            found |= {metric.key: metric for metric in page.items}
            if page.next_cursor is None:
                break
            asked["cursor"] = page.next_cursor
        return found

    async def days(
        self, subject: str, metrics: Mapping[str, Metric], span: Span, by: OnBehalf
    ) -> dict[str, Daily]:
        """Each metric's days over the span, asked at once; PeerUnavailable if one is left out."""
        asking = [self._points(subject, keys, span, by) for keys in _slices(list(metrics))]
        told = {key: points for part in await asyncio.gather(*asking) for key, points in part}
        if not told.keys() >= metrics.keys():
            raise PeerUnavailable("The metrics service left out what it was asked for; try again.")
        return {key: daily(metrics[key], subject, span, told[key]) for key in metrics}

    async def _points(
        self, subject: str, keys: list[str], span: Span, by: OnBehalf
    ) -> list[tuple[str, list[Point]]]:
        query = SeriesQuery(
            metrics=keys, subjects=[subject], first_day=span.first_day, last_day=span.last_day
        )
        answer = await self._peer.query("/v1/series/query", SeriesAnswer, by, query)
        return [(series.metric, series.points) for series in answer.series]


def _slices(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


def daily(metric: Metric, subject: str, span: Span, points: Sequence[Point]) -> Daily:
    """Points placed on the days of the span; unfinished days and strangers are left out."""
    days = (span.last_day - span.first_day).days + 1
    total, below, count = np.zeros(days), np.full(days, np.nan), np.zeros(days)
    for point in points:
        index = (point.start - span.first_day).days
        if not 0 <= index < days or point.partial:
            continue
        above, under = point.numerator, point.denominator
        if under is None:  # a sum is all above; what is neither summed nor shared out is a level
            above = point.value
            under = None if metric.adds_up or above is None else 1.0
        total[index] = 0.0 if above is None else above
        below[index] = np.nan if under is None else under
        count[index] = point.count
    return Daily(metric, subject, span.first_day, *_credible((total, below, count)))


def _credible(parts: Iterable[Floats]) -> list[Floats]:
    return [np.where((part == 0) | _ordinary(np.abs(part)), part, np.nan) for part in parts]


def _ordinary(size: Floats) -> Bools:
    return (size >= 1 / CREDIBLE) & (size <= CREDIBLE)
