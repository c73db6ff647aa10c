"""The figures as a table of plain text, ready for the README."""

from collections.abc import Mapping

from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table

from tests.bench.batches import Copied, Taker
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


def beside_copy(what: str, ours: Taker, copied: Copied) -> Row:
    """Events a second, beside the least that the database needs for them."""
    return _beside(what, ours.rate, copied.rate, "one binary COPY")


def beside_taker(what: str, ours: Taker, other: Taker | None, name: str) -> Row:
    """Events a second, beside somebody else's, if they are here."""
    if other is None:
        return what, _number(ours.rate), f"{name} is not installed", ""
    return _beside(what, ours.rate, other.rate, name)


def footprint_told(worker: float, event: float) -> list[Row]:
    """Megabytes, in memory and on disk."""
    return [
        ("memory of the worker at its largest, MB", _number(worker / 1e6), "", ""),
        ("disk for a million events, with index and days, MB", _number(event), "", ""),
    ]


def people_told(seconds: Mapping[str, float]) -> list[Row]:
    """Seconds for each window."""
    return [
        (f"10,000 people × 2 metrics × 26 weeks by {window}, s", f"{found:.2f}", "", "")
        for window, found in seconds.items()
    ]


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
