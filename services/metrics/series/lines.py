"""Columns as lines of JSON: a head, a line for each subject and metric, and an end."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Any

import msgspec
import numpy as np

from services.metrics.series.told import Told
from services.metrics.series.wanted import Wanted
from shared.schemas.metrics.catalogue import Metric

QUOTIENTS = ("mean", "rate", "ratio")


class Head(msgspec.Struct, frozen=True):
    """What all lines share, as `shared.schemas.metrics.columns.Head` says it."""

    window: str
    time_zone: str
    units: dict[str, str]
    starts: list[date]
    ends: list[date]
    unfinished: int


class Line(msgspec.Struct, frozen=True):
    """One series, as `shared.schemas.metrics.columns.Line` says it."""

    subject: str
    metric: str
    at: list[int]
    value: list[float]
    count: list[int]
    numerator: list[float] | None = None
    denominator: list[float] | None = None


async def lines_of(wanted: Wanted, told: AsyncIterator[Told]) -> AsyncIterator[bytes]:
    """The whole stream, some subjects at a time."""
    units = {metric.key: metric.unit for metric in wanted.metrics}
    starts, ends = zip(*wanted.spans, strict=True)
    head = Head(wanted.window, wanted.time_zone, units, list(starts), list(ends), wanted.unfinished)
    yield msgspec.json.encode(head) + b"\n"
    async for some in told:
        yield await asyncio.to_thread(_written, wanted, some)
    yield msgspec.json.encode({"series": len(wanted.subjects) * len(wanted.metrics)}) + b"\n"


def _written(wanted: Wanted, told: Told) -> bytes:
    of_metrics = [_lines(told, *numbered) for numbered in enumerate(wanted.metrics)]
    of_subjects = zip(*of_metrics, strict=True)
    return msgspec.json.Encoder().encode_lines(line for lines in of_subjects for line in lines)


def _lines(told: Told, number: int, metric: Metric) -> Iterator[Line]:
    """The lines of one metric, subject by subject."""
    something = told.measured.something[:, number]
    names = ("value", "count", "numerator", "denominator")
    numbers = [getattr(told.measured, name)[:, number] for name in names]
    columns: list[list[Any]] = [np.nonzero(something)[1].tolist()]
    columns += [
        column[something].tolist()
        for column in numbers[: 4 if metric.aggregation in QUOTIENTS else 2]
    ]
    start = 0
    for subject, end in zip(told.subjects, np.cumsum(something.sum(axis=1)).tolist(), strict=True):
        yield Line(subject, metric.key, *(column[start:end] for column in columns))
        start = end
