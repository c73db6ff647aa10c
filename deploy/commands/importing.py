"""`counterpoise import`: back-fill history from a file; safe to repeat."""

import csv
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import track

from deploy.commands.asking import send
from deploy.commands.local import url_of

BATCH = 1_000
NUMBERS = ("value", "weight")


def import_events(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="NDJSON or CSV")],
    key: Annotated[str, typer.Option(envvar="COUNTERPOISE_KEY", help="An API key")],
) -> None:
    """Post the events of a file in batches; what was stored before is a duplicate, no harm."""
    totals = {"stored": 0, "duplicates": 0, "conflicts": 0, "quarantined": 0}
    for batch in track(list(_batches(_events(file))), description=file.name):
        answer = _post(batch, key)
        for name in totals:
            totals[name] += answer[name]
    typer.echo(", ".join(f"{count} {name}" for name, count in totals.items()))


def _post(batch: list[bytes], key: str) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/x-ndjson"}
    url = url_of("metrics") + "/v1/events"
    told: dict[str, Any] = send("POST", url, headers, content=b"\n".join(batch)).json()
    return told


def _batches(events: Iterable[bytes]) -> Iterator[list[bytes]]:
    waiting = iter(events)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _events(file: Path) -> Iterator[bytes]:
    if file.suffix.lower() != ".csv":
        with file.open("rb") as lines:
            yield from (line.strip() for line in lines if line.strip())
        return
    with file.open(newline="", encoding="utf-8-sig") as table:
        yield from (json.dumps(_event(row)).encode() for row in csv.DictReader(table))


def _event(row: dict[str, str]) -> dict[str, Any]:
    """A row as a native event; a column that is none of its fields is an attribute."""
    fields = ("id", "source", "metric", "subject", "time")
    event: dict[str, Any] = {name: row[name] for name in fields if row.get(name)}
    event |= {name: float(row[name]) for name in NUMBERS if row.get(name)}
    known = {*fields, *NUMBERS}
    attributes = {name: value for name, value in row.items() if name not in known and value}
    return event | ({"attributes": attributes} if attributes else {})
