"""Columns as lines of JSON: a head, a line for each subject and metric, and an end."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import msgspec
import numpy as np

from services.metrics.series.told import Told
from services.metrics.series.wanted import Wanted

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
    numerator: list[float] | None
    denominator: list[float] | None


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
    measured = told.measured
    something = measured.something
    *_, at = np.nonzero(something)
    ends = np.cumsum(something.sum(axis=-1)).tolist()
    columns = {
        name: getattr(measured, name)[something].tolist()
        for name in ("value", "count", "numerator", "denominator")
    } | {"at": at.tolist()}
    whose = [(subject, metric) for subject in told.subjects for metric in wanted.metrics]
    lines = []
    for (subject, metric), start, end in zip(whose, [0, *ends[:-1]], ends, strict=True):
        said: dict[str, Any] = {name: column[start:end] for name, column in columns.items()}
        if metric.aggregation not in QUOTIENTS:
            said |= {"numerator": None, "denominator": None}
        lines.append(Line(subject, metric.key, **said))
    return msgspec.json.Encoder().encode_lines(lines)
