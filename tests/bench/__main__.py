"""`make bench`: one run, every figure beside what it is measured against."""

import argparse

import uvloop

from tests.bench.batches import measure_batches
from tests.bench.deliveries import measure_deliveries
from tests.bench.insight import measure_insight
from tests.bench.machine import machine
from tests.bench.singles import measure_singles
from tests.bench.telling import batches_told, deliveries_told, insight_told, show, singles_told
from tests.standing import administrator_of, beside, key_of, standing


async def run(quick: bool) -> None:
    """Measure one after another, and print."""
    rounds, seconds, batches, times = (2, 2.0, 40, 50) if quick else (5, 3.0, 60, 100)
    async with standing(beside=[beside("bare", "tests.bench.bare:app")]) as house:
        key = await key_of(house)
        rows = singles_told(await measure_singles(house, key, rounds, seconds))
        rows += batches_told(await measure_batches(house, key, rounds, batches))
        rows += deliveries_told(await measure_deliveries(house))
        rows += insight_told(await measure_insight(house, times))
        async with administrator_of(house) as connection:
            show(await machine(connection), rows)


parser = argparse.ArgumentParser("tests.bench", description=__doc__)
parser.add_argument("--quick", action="store_true", help="shorter, and less sure")
uvloop.run(run(parser.parse_args().quick))
