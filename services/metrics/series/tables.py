"""A series as a table, a row for each point, and as text for spreadsheets."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from services.metrics.series.answer import Series
from services.metrics.series.domain import Point
from services.metrics.series.grouping import Grouped

ALIKE = ("metric", "subject", "window", "time_zone", "unit")  # in all rows
POINT = ("start", "end", "value", "count", "numerator", "denominator", "partial")


def table_of(series: Series) -> dict[str, list[Any]]:
    """The columns by name; the whole comes first, and is of no group."""
    points = list(_points_of(series))
    columns = {name: [getattr(series, name)] * len(points) for name in ALIKE}
    if isinstance(series, Grouped):
        columns["group"] = [group for group, _ in points]
    columns |= {name: [getattr(point, name) for _, point in points] for name in POINT}
    if isinstance(series, Grouped):
        columns["suppressed"] = [getattr(point, "suppressed", False) for _, point in points]
    return columns


def csv_of(series: Series) -> bytes:
    """RFC 4180, in UTF-8; nothing is an empty cell."""
    text, columns = io.StringIO(), table_of(series)
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(map(_cells, zip(*columns.values(), strict=True)))
    return text.getvalue().encode()


def _points_of(series: Series) -> Iterator[tuple[str | None, Point]]:
    yield from ((None, point) for point in series.points)
    if isinstance(series, Grouped):
        yield from ((group.group, point) for group in series.groups for point in group.points)


def _cells(row: tuple[Any, ...]) -> list[str]:
    return [_cell(value) for value in row]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)
