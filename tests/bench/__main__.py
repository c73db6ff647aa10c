"""`make bench`: one run, every figure beside what it is measured against."""

import argparse

import uvloop
from rich.console import Console

from tests.bench.batches import measure_batches
from tests.bench.deliveries import measure_deliveries
from tests.bench.machine import machine
from tests.bench.singles import measure_singles
from tests.bench.telling import batches_told, deliveries_told, figures, singles_told
from tests.standing import administrator_of, beside, key_of, standing


async def run(quick: bool) -> None:
    """Measure one after another, and print."""
    rounds, seconds, batches = (2, 2.0, 40) if quick else (5, 4.0, 60)
    async with standing("metrics", beside=[beside("bare", "tests.bench.bare:app")]) as house:
        key = await key_of(house)
        rows = singles_told(await measure_singles(house, key, rounds, seconds))
        rows += batches_told(await measure_batches(house, key, rounds, batches))
        rows += deliveries_told(await measure_deliveries(house))
        async with administrator_of(house) as connection:
            Console().print(await machine(connection), soft_wrap=True)
    Console().print(figures(rows))


parser = argparse.ArgumentParser("tests.bench", description=__doc__)
parser.add_argument("--quick", action="store_true", help="shorter, and less sure")
uvloop.run(run(parser.parse_args().quick))
