"""Which format a file is in, by its name."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deploy.history.columns import count_rows, read_parquet
from deploy.history.delimited import read_csv
from deploy.history.lines import read_lines
from deploy.history.rows import Row


@dataclass(frozen=True)
class History:
    """The rows of a file, and how much of it there is, in the measure of their `done`."""

    rows: Iterator[Row]
    size: int


def open_history(file: Path) -> History:
    """A CSV or Parquet table by the end of its name, else NDJSON."""
    kind = file.suffix.lower()
    if kind == ".parquet":
        return History(read_parquet(file), count_rows(file))
    read = read_csv if kind == ".csv" else read_lines
    return History(read(file), file.stat().st_size)
