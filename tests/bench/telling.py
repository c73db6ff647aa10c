"""The figures as a table of plain text, ready for the README."""

from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table

from tests.bench.batches import Batches
from tests.bench.load import Load
from tests.bench.singles import Singles

Row = tuple[str, str, str, str]


def singles_told(found: Singles) -> list[Row]:
    """Requests a second, and how long one takes."""
    ours, bare = found.ours, found.bare
    yardstick = "a bare FastAPI endpoint"
    return [
        _beside("single events, 64 connections, requests/s", ours.rate, bare.rate, yardstick),
        *(
            _beside(
                f"the same, p{100 * share:.0f}, ms", *_percentiles(share, ours, bare), yardstick
            )
            for share in (0.5, 0.99)
        ),
    ]


def batches_told(found: Batches) -> list[Row]:
    """Events a second."""
    ours, copied = found.events / found.ours, found.events / found.copied
    return [_beside("batches of 1,000, 8 connections, events/s", ours, copied, "one binary COPY")]


def deliveries_told(load: Load) -> list[Row]:
    """Deliveries a second, which nothing compares with."""
    return [("signed Zendesk deliveries, 16 connections, deliveries/s", _number(load.rate), "", "")]


def insight_told(load: Load) -> list[Row]:
    """How long it takes, which nothing compares with."""
    return [
        (f"one insight over nine months, p{100 * share:.0f}, ms", _number(time), "", "")
        for share in (0.5, 0.99)
        for time in _percentiles(share, load)
    ]


def row_of(what: str, load: Load) -> Row:
    """How long something takes, which nothing compares with."""
    return what, " / ".join(map(_number, (load.percentile(0.5), load.percentile(0.99)))), "", ""


def show(machine: str, rows: list[Row]) -> None:
    """Print the machine and all rows."""
    table = Table(box=MARKDOWN)
    for column in ("measured in one run", "here", "beside", "ratio"):
        table.add_column(column, no_wrap=True, justify="left" if " " in column else "right")
    for row in rows:
        table.add_row(*row)
    console = Console(width=120)
    console.print(machine, table, highlight=False)


def _percentiles(share: float, *loads: Load) -> list[float]:
    return [load.percentile(share) for load in loads]


def _beside(what: str, ours: float, other: float, yardstick: str) -> Row:
    return what, _number(ours), f"{_number(other)} ({yardstick})", f"{ours / other:.2f}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
