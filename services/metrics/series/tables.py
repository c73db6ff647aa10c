"""Series as one table of text, a row for each point, for spreadsheets."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from services.metrics.series.answer import Series

ALIKE = ("metric", "subject", "window", "time_zone", "unit")  # in all rows of a series
COLUMNS = (*ALIKE, "start", "end", "value", "count", "numerator", "denominator", "partial")


def rows_of(series: Sequence[Series]) -> Iterator[tuple[Any, ...]]:
    """A row for each point, in the order of COLUMNS."""
    points = COLUMNS[len(ALIKE) :]
    for each in series:
        alike = tuple(getattr(each, column) for column in ALIKE)
        for point in each.points:
            yield (*alike, *(getattr(point, column) for column in points))


def csv_of(series: Sequence[Series]) -> bytes:
    """RFC 4180, in UTF-8; nothing is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(map(_cells, rows_of(series)))
    return text.getvalue().encode()


def _cells(row: Sequence[Any]) -> list[str]:
    return [_cell(value) for value in row]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)
