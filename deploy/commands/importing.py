"""`counterpoise import`: back-fill history from a file; safe to repeat."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import track

from deploy.commands.asking import Refused, send
from deploy.commands.history import Event, events_of
from deploy.commands.local import url_of
from deploy.processes.refusals import Refusal

BATCH = 1_000


class BatchRefused(Refusal):
    """The service took nothing of a batch."""

    def __init__(self, file: Path, batch: list[Event], reason: Refused) -> None:
        super().__init__(
            f"{file}, lines {batch[0].line} to {batch[-1].line} were refused. {reason}"
            " What came before them is stored: mend and import again, nothing is stored twice."
        )


def import_events(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="NDJSON or CSV")],
    key: Annotated[str, typer.Option(envvar="COUNTERPOISE_KEY", help="An API key")],
) -> None:
    """Post the events of a file in batches; what was stored before is a duplicate, no harm."""
    totals = {"stored": 0, "duplicates": 0, "conflicts": 0, "quarantined": 0}
    for batch in track(list(_batches(events_of(file))), description=file.name):
        try:
            answer = _post(batch, key)
        except Refused as reason:
            raise BatchRefused(file, batch, reason) from reason
        for name in totals:
            totals[name] += answer[name]
    typer.echo(", ".join(f"{count} {name}" for name, count in totals.items()))


def _post(batch: list[Event], key: str) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/x-ndjson"}
    content = b"\n".join(event.json for event in batch)
    url = url_of("metrics") + "/v1/events"
    told: dict[str, Any] = send("POST", url, headers, content=content).json()
    return told


def _batches(events: Iterable[Event]) -> Iterator[list[Event]]:
    waiting = iter(events)
    while batch := list(islice(waiting, BATCH)):
        yield batch
