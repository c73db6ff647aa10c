"""A file of history as native events: NDJSON as it stands, CSV by the names of its columns."""

import csv
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from deploy.processes.refusals import Refusal

FIELDS = ("id", "source", "metric", "subject", "time")
NUMBERS = ("value", "weight")


class Event(NamedTuple):
    """An event and the line of the file on which it ends."""

    line: int
    json: bytes


class LineUnreadable(Refusal):
    """A line of the file that cannot become an event."""

    def __init__(self, file: Path, line: int, why: str) -> None:
        super().__init__(f"{file}, line {line}: {why} Nothing was sent.")


def events_of(file: Path) -> Iterator[Event]:
    """Every event in order; LineUnreadable at the first that cannot be read."""
    if file.suffix.lower() == ".csv":
        yield from _rows(file)
        return
    for number, line in enumerate(_lines(file), 1):
        if line.strip():
            yield Event(number, line.strip().encode())


def _lines(file: Path) -> Iterator[str]:
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                why = f"byte {error.start + 1} is not UTF-8; save the file as UTF-8."
                raise LineUnreadable(file, number, why) from error


def _rows(file: Path) -> Iterator[Event]:
    table = csv.DictReader(_lines(file), strict=True)
    try:
        for row in table:
            yield Event(table.line_num, json.dumps(_event(row)).encode())
    except (csv.Error, ValueError) as error:
        raise LineUnreadable(file, table.reader.line_num, f"{error}.") from error


def _event(row: dict[str, str]) -> dict[str, Any]:
    """A row as a native event; a column that is none of its fields is an attribute."""
    if None in row:
        raise ValueError("there are more cells than the first line has names")
    event: dict[str, Any] = {name: row[name] for name in FIELDS if row.get(name)}
    event |= {name: _number(name, row[name]) for name in NUMBERS if row.get(name)}
    known = {*FIELDS, *NUMBERS}
    attributes = {name: value for name, value in row.items() if name not in known and value}
    return event | ({"attributes": attributes} if attributes else {})


def _number(name: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"{name} is {text!r}, which is no number; write it as 0.5")
    return number
