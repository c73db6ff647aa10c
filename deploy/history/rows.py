"""A row of a file as a native event: by the names of its columns, whatever the format."""

import json
import math
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from deploy.processes.refusals import Refusal

FIELDS = ("id", "source", "metric", "subject", "time")
NUMBERS = ("value", "weight")


class Row(NamedTuple):
    """An event of a file, or why there is none; the line it ends on, and how far that is."""

    line: int
    done: int
    event: bytes
    why: str = ""


class ColumnsMissing(Refusal):
    """A table without the columns that every event needs."""

    def __init__(self, file: Path, missing: list[str]) -> None:
        super().__init__(
            f"{file} has no column {', '.join(missing)}; name them in its first line. An event"
            f" needs {', '.join(FIELDS)}; every column that is none of its fields is an attribute."
        )


def require_columns(file: Path, names: list[str]) -> None:
    """Raise ColumnsMissing unless all that an event needs is there."""
    if missing := [name for name in FIELDS if name not in names]:
        raise ColumnsMissing(file, missing)


def row_of(line: int, done: int, cells: Mapping[str, Any]) -> Row:
    """A row's cells as its event; an empty cell says nothing."""
    try:
        event = json.dumps(_event(cells), default=_text, allow_nan=False)
        return Row(line, done, event.encode())
    except ValueError as error:
        return Row(line, done, b"", f"{error}.")


def _event(cells: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: cell for name, cell in cells.items() if cell is not None and cell != ""}
    event: dict[str, Any] = {name: _text(said[name]) for name in FIELDS if name in said}
    event |= {name: _number(name, said[name]) for name in NUMBERS if name in said}
    attributes = _object(said.pop("attributes", {}))
    attributes |= {name: cell for name, cell in said.items() if name not in (*FIELDS, *NUMBERS)}
    return event | ({"attributes": attributes} if attributes else {})


def _number(name: str, said: Any) -> float:
    try:
        number = float(said)
    except (ValueError, TypeError):
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"{name} is {said!r}, which is no number; write it as 0.5")
    return number


def _object(said: Any) -> dict[str, Any]:
    """Attributes as JSON text, as a struct, or as a map's pairs."""
    found = json.loads(said) if isinstance(said, str) else said
    if isinstance(found, list):
        found = dict(found)
    if not isinstance(found, dict):
        raise ValueError(f"attributes is {said!r}, which is no object")
    return {name: cell for name, cell in found.items() if cell is not None}


def _text(said: Any) -> str:
    if isinstance(said, datetime) and said.tzinfo is None:
        raise ValueError(f"the time {said} has no zone; store it with one")
    return said.isoformat() if isinstance(said, date) else str(said)
