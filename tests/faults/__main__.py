"""`make faults`: kill what can be killed during ingest, and count what was lost."""

import argparse
import asyncio
import json
import sys
import time
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from tests.faults.checking import Rows
from tests.faults.runs import Kills, Storm, run_control, run_kills

LONGEST = 240.0  # seconds for everything


async def main(kills: int, seed: int) -> int:
    """Run all, print, and answer the exit status."""
    begun = time.monotonic()
    try:
        async with asyncio.timeout(LONGEST):
            control = await run_control(seed)
            killed, storm = await run_kills(kills, seed)
    except TimeoutError:
        sys.exit(f"Not done within {LONGEST:.0f} s: something does not recover.")
    good = killed.cost_nothing and storm.stored_once and control.lost > 0
    console = Console()
    console.print(_table(killed, storm, control))
    verdict = "All held." if good else "The run is void." if not control.lost else "Not held."
    console.print(verdict, style="green" if good else "red")
    report = {
        "seed": seed,
        "seconds": round(time.monotonic() - begun),
        "kills": asdict(killed),
        "storm": asdict(storm),
        "control": asdict(control),
        "good": good,
    }
    sys.stdout.write(json.dumps(report) + "\n")
    return 0 if good else 1


def _table(killed: Kills, storm: Storm, control: Rows) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("kill -9 during ingest", no_wrap=True)
    for run in (f"{killed.kills} kills", "control: no fsync before the answer"):
        table.add_column(run, justify="right")
    for what, name in (
        ("events acknowledged", "acknowledged"),
        ("… of them lost", "lost"),
        ("stored twice", "doubled"),
        ("acknowledged only to a retry", "found_again"),
        ("stored, never acknowledged", "unacknowledged_present"),
    ):
        table.add_row(what, *(f"{getattr(rows, name):,}" for rows in (killed.rows, control)))
    table.add_row("days unlike the fold of their events", str(killed.days_differing), "")
    table.add_row("points of series unlike the ledger", str(killed.points_differing), "")
    table.add_row(f"stored of {storm.events} sent {storm.answers:,} times", str(storm.stored), "")
    return table


parser = argparse.ArgumentParser("tests.faults", description=__doc__)
parser.add_argument("--kills", type=int, default=20)
parser.add_argument("--seed", type=int, default=1, help="the same order of kills and events")
options = parser.parse_args()
sys.exit(asyncio.run(main(options.kills, options.seed)))
