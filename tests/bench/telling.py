"""The figures as a table of plain text, ready for the README."""

from rich.box import MARKDOWN
from rich.table import Table

from tests.bench.batches import Batches
from tests.bench.load import Load
from tests.bench.singles import Singles

Row = tuple[str, str, str, str]


def singles_told(found: Singles) -> list[Row]:
    """Requests a second, and how long one takes."""
    ours, bare = found.ours, found.bare
    return [
        _against("single events, 64 connections, requests/s", ours.rate, bare.rate),
        *(
            _against(
                f"the same, p{100 * share:.0f}, ms", ours.percentile(share), bare.percentile(share)
            )
            for share in (0.5, 0.99)
        ),
    ]


def batches_told(found: Batches) -> list[Row]:
    """Events a second."""
    ours, copied = found.events / found.ours, found.events / found.copied
    return [_against("batches of 1,000, events/s (against: binary COPY)", ours, copied)]


def deliveries_told(load: Load) -> list[Row]:
    """Deliveries a second, which nothing compares with."""
    return [("signed Zendesk deliveries/s", _number(load.rate), "", "")]


def figures(rows: list[Row]) -> Table:
    """All rows."""
    table = Table(box=MARKDOWN)
    table.add_column("measured in one run")
    for column in ("here", "against", "ratio"):
        table.add_column(column, justify="right")
    for row in rows:
        table.add_row(*row)
    return table


def _against(what: str, ours: float, other: float) -> Row:
    return what, _number(ours), _number(other), f"{ours / other:.2f}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
