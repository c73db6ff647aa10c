"""`counterpoise import`: back-fill history from a file; safe to repeat, and to go on with."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import dropwhile
from pathlib import Path
from typing import Annotated, Any

import httpx
import stamina
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from deploy.commands.asking import Refused, Unanswered, send
from deploy.commands.local import url_of
from deploy.commands.outcome import FATES, Outcome
from deploy.history import Row, open_history
from deploy.processes.refusals import Refusal

EVENTS, BYTES = 1_000, 4_000_000  # of a batch
COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(),
    TaskProgressColumn(),
    TimeRemainingColumn(),
)


class Stopped(Refusal):
    """The import ended before the end of the file, and says where to go on."""

    def __init__(self, file: Path, batch: list[Row], reason: str) -> None:
        first, last = batch[0].line, batch[-1].line
        super().__init__(
            f"{file}, lines {first} to {last} were not taken. {reason} All before them is stored;"
            f" go on with --from {first}, or import all again: nothing is stored twice."
        )


def import_events(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV, NDJSON, Parquet")],
    key: Annotated[str, typer.Option(envvar="COUNTERPOISE_KEY", help="An API key")],
    start: Annotated[int, typer.Option("--from", min=1, help="The line to go on with")] = 1,
) -> None:
    """Post the events of a file in batches; what was stored before is a duplicate, no harm."""
    outcome = Outcome()
    history = open_history(file)
    rows = dropwhile(lambda row: row.line < start, history.rows)
    with _progress(file, history.size) as advance, httpx.Client(timeout=30) as client:
        for batch in _batches(rows):
            try:
                outcome.add(batch, _post(client, batch, key))
            except (Refused, Unanswered) as reason:
                raise Stopped(file, batch, str(reason)) from reason
            except KeyboardInterrupt as reason:
                raise Stopped(file, batch, "You stopped it.") from reason
            advance(batch[-1].done)
    for line in outcome.complaints():
        typer.echo(f"{file}, {line}", err=True)
    typer.echo(outcome.summary())
    raise typer.Exit(int(outcome.is_bad))


@contextmanager
def _progress(file: Path, size: int) -> Iterator[Any]:
    with Progress(*COLUMNS, console=Console(stderr=True)) as bar:
        task = bar.add_task(file.name, total=size)
        yield lambda done: bar.update(task, completed=done)
        bar.update(task, completed=size)


def _may_pass(error: Exception) -> bool:
    return isinstance(error, Refused) and error.status in (429, 503)


@stamina.retry(on=_may_pass, attempts=8, timeout=60)
def _post(client: httpx.Client, batch: list[Row], key: str) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/x-ndjson"}
    content = b"\n".join(row.event for row in batch if not row.why)
    if not content:
        return {**dict.fromkeys(FATES, 0), "results": []}
    url = url_of("metrics") + "/v1/events"
    told: dict[str, Any] = send("POST", url, headers, client=client, content=content).json()
    return told


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    size = 0
    for row in rows:
        if batch and (len(batch) == EVENTS or size + len(row.event) > BYTES):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += len(row.event)
    if batch:
        yield batch
