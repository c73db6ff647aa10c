"""NDJSON: an event on each line, sent as it stands."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path

from deploy.history.rows import Row


def read_lines(file: Path) -> Iterator[Row]:
    """Every line that is not blank; what is wrong with one, the service says."""
    done = 0
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            done += len(line)
            event = (line.removeprefix(BOM_UTF8) if number == 1 else line).strip()
            if event:
                yield Row(number, done, event)
