"""CSV: the first line names the columns."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from deploy.history.rows import Row, require_columns, row_of


class _Lines:
    """The lines of a file, and how many bytes of it have been read."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.done = 0

    def __iter__(self) -> Iterator[str]:
        with self._file.open("rb") as lines:
            for line in lines:
                first = self.done == 0
                self.done += len(line)
                # What is no UTF-8 is seen once the row is whole: other rows may be sound.
                yield line.decode("utf-8-sig" if first else "utf-8", "surrogateescape")


def read_csv(file: Path) -> Iterator[Row]:
    """Every row as its event, or why it is none; ColumnsMissing."""
    lines = _Lines(file)
    table = csv.reader(lines, strict=True)
    names = next(table, [])
    require_columns(file, names)
    while True:
        try:
            cells = next(table, None)
        except csv.Error as error:
            yield Row(table.line_num, lines.done, b"", f"{error}.")
            continue
        if cells is None:
            return
        if cells:
            yield _row(table.line_num, lines.done, names, cells)


def _row(line: int, done: int, names: list[str], cells: list[Any]) -> Row:
    if len(cells) > len(names):
        why = "there are more cells than the first line has names."
        return Row(line, done, b"", why)
    if any(_is_broken(cell) for cell in cells):
        return Row(line, done, b"", "it is not UTF-8; save the file as UTF-8.")
    return row_of(line, done, dict(zip(names, cells, strict=False)))


def _is_broken(cell: str) -> bool:
    return any("\udc80" <= character <= "\udcff" for character in cell)
