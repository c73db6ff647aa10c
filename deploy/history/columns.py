"""Parquet: columns by their names, a batch of rows at a time."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from deploy.history.rows import Row, require_columns, row_of
from deploy.processes.refusals import Refusal

TOGETHER = 1_000


class ParquetUnreadable(Refusal):
    """A file that is no Parquet, or nobody here can read any."""


def read_parquet(file: Path) -> Iterator[Row]:
    """Every row as its event, or why it is none; ParquetUnreadable, ColumnsMissing."""
    table = _open(file)
    require_columns(file, table.schema_arrow.names)
    line = 0
    for batch in table.iter_batches(batch_size=TOGETHER):
        for cells in batch.to_pylist():
            line += 1
            yield row_of(line, line, cells)


def count_rows(file: Path) -> int:
    """How many rows there are; ParquetUnreadable."""
    rows: int = _open(file).metadata.num_rows
    return rows


def _open(file: Path) -> Any:
    try:
        parquet = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise ParquetUnreadable(
            "Parquet needs pyarrow, which is not installed: `pip install pyarrow`, or export the"
            " file as CSV or NDJSON."
        ) from error
    try:
        return parquet.ParquetFile(file)
    except (OSError, ValueError) as error:  # the library's own errors are ValueErrors
        raise ParquetUnreadable(f"{file} cannot be read as Parquet: {error}") from error
