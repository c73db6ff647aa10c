"""A roster off the wire: CSV whose first line names its columns, a line for each entry."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date

from services.metrics.directory.domain import END
from services.metrics.roster.shapes import COLUMNS, SHAPES, Line, Value
from shared.errors import BadRequest
from shared.schemas.metrics.roster import LineFault
from shared.schemas.words import KEY, LOGIN, TOOL

LINES_AT_MOST = 100_000
PATTERNS = {
    "person": re.compile(KEY),
    "team": re.compile(KEY),
    "role": re.compile(KEY),
    "tool": re.compile(TOOL),
    "login": re.compile(LOGIN),
    "name": re.compile(r"[^\x00]{1,2000}"),
}
BOTS = {"": False, "false": False, "true": True}


class RosterUnreadable(BadRequest):
    """What came is no CSV with the columns of a roster."""


class _Wrong(ValueError):
    def __init__(self, column: str | None, code: str, detail: str) -> None:
        super().__init__(detail)
        self.column, self.code, self.detail = column, code, detail


def read_lines(body: bytes) -> tuple[list[Line], list[LineFault]]:
    """Every line that can be read, and what is wrong with the others; RosterUnreadable."""
    lines, faults = [], []
    for number, cells in _rows(body):
        try:
            lines.append(_line(number, cells))
        except _Wrong as wrong:
            fault = LineFault(
                line=number, column=wrong.column, code=wrong.code, detail=wrong.detail
            )
            faults.append(fault)
    return lines, faults


def _rows(body: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        table = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True)
        columns = [name.strip().lower() for name in next(table, [])]
        _require_columns(columns)
        for cells in table:
            if table.line_num > LINES_AT_MOST:
                raise RosterUnreadable(f"At most {LINES_AT_MOST} lines; send several files.")
            if any(cell.strip() for cell in cells):
                yield table.line_num, _named(columns, cells)
    except UnicodeDecodeError as error:
        raise RosterUnreadable("The file is not UTF-8; save it as UTF-8.") from error
    except csv.Error as error:
        raise RosterUnreadable(f"Line {table.line_num} is no CSV: {error}.") from error


def _require_columns(columns: list[str]) -> None:
    unknown = [name for name in columns if name not in COLUMNS]
    if "kind" not in columns or unknown or len(set(columns)) < len(columns):
        raise RosterUnreadable(f"The first line names columns, of these: {', '.join(COLUMNS)}.")


def _named(columns: list[str], cells: list[str]) -> dict[str, str]:
    padded = [*cells, *[""] * (len(columns) - len(cells))]
    named = {name: cell.strip() for name, cell in zip(columns, padded, strict=False)}
    return named | {"": "".join(cells[len(columns) :])}  # more cells than columns


def _line(number: int, cells: dict[str, str]) -> Line:
    kind = cells["kind"]
    if kind not in SHAPES:
        raise _Wrong("kind", "kind_unknown", f"A kind is one of {', '.join(SHAPES)}.")
    shape = SHAPES[kind]
    for column, cell in cells.items():
        if cell and column not in ("kind", *shape.columns):
            raise _Wrong(column or None, "not_of_kind", f"A line of kind {kind} leaves this empty.")
    first, last = (_day(column, cells.get(column, "")) for column in ("first_day", "last_day"))
    if kind == "absence" and (first is None or last is None):
        raise _Wrong("last_day", "day_missing", "An absence has a first and a last day.")
    if first and last and last < first:
        raise _Wrong("last_day", "ends_first", "The last day comes before the first.")
    key = tuple(_word(column, cells.get(column, "")) for column in shape.key)
    said = tuple(_value(column, cells.get(column, "")) for column in shape.facts)
    return Line(number, kind, key, said, first, last or END)


def _value(column: str, cell: str) -> Value:
    if column == "archived_on":  # who is in the file is here
        return None
    if column == "fte":
        return _share(cell)
    if column == "bot":
        if cell.lower() not in BOTS:
            raise _Wrong("bot", "not_true_or_false", "Say true or false.")
        return BOTS[cell.lower()]
    return _word(column, cell)


def _share(cell: str) -> float:
    try:
        share = float(cell or "1")
    except ValueError:
        share = 0.0
    if not 0 < share <= 2:
        raise _Wrong("fte", "not_a_share", "More than 0 and at most 2, such as 0.8.")
    return share


def _word(column: str, cell: str) -> str:
    if not PATTERNS[column].fullmatch(cell):
        detail = "Fill it in." if not cell else f"Not of the form {PATTERNS[column].pattern}"
        raise _Wrong(column, "missing" if not cell else "malformed", detail)
    return cell


def _day(column: str, cell: str) -> date | None:
    try:
        return date.fromisoformat(cell) if cell else None
    except ValueError as error:
        raise _Wrong(column, "not_a_day", "Write days as 2026-11-02.") from error
