"""`make bench`: one run, every figure beside what it is measured against."""

import argparse

import uvloop

from deploy.supervisor import House
from tests.bench import happenings, people
from tests.bench.batches import Taker, measure_batches
from tests.bench.deliveries import measure_deliveries
from tests.bench.footprint import largest, measure_disk
from tests.bench.influx import influx
from tests.bench.insight import measure_insight
from tests.bench.machine import machine
from tests.bench.singles import measure_singles
from tests.bench.telling import (
    Row,
    batches_told,
    deliveries_told,
    footprint_told,
    insight_told,
    people_told,
    show,
    singles_told,
)
from tests.standing import administrator_of, beside, key_of, standing, url_of

BESIDE = (
    beside("bare", "tests.bench.bare:app"),
    beside("orm", "tests.bench.orm:app", "metrics"),
)


async def run(quick: bool) -> None:
    """Measure one after another, and print."""
    rounds, seconds, batches, times = (2, 2.0, 40, 50) if quick else (5, 3.0, 60, 100)
    async with standing(beside=BESIDE) as house:
        rows = await ingest(house, rounds, batches)
        rows += singles_told(await measure_singles(house, await key_of(house), rounds, seconds))
        rows += deliveries_told(await measure_deliveries(house))
        async with administrator_of(house) as connection:
            await people.plant(connection)
            rows += people_told(
                {window: await people.measure(house, window) for window in ("day", "week")}
            )
            rows += insight_told(await measure_insight(house, times))
            show(await machine(connection), rows)


async def ingest(house: House, rounds: int, batches: int) -> list[Row]:
    """Batches, and what they leave."""
    ours = Taker(f"{url_of(house, 'metrics')}/v1/events", await key_of(house))
    orm = Taker(f"{url_of(house, 'orm')}/v1/events", share=0.25)
    async with administrator_of(house) as connection, influx() as url:
        lines = url and Taker(url, write=happenings.as_line, bind=b"\n".join)
        disk = await measure_disk(connection, ours, 2 * batches)
        takers = [taker for taker in (ours, orm, lines) if taker]
        copied = await measure_batches(takers, connection, rounds, batches)
    others = {"FastAPI with SQLAlchemy's ORM": orm, "InfluxDB 1.x": lines or None}
    rows = batches_told(ours, copied, others)
    return [*rows, *footprint_told(largest(house.pids["metrics"]), disk)]


parser = argparse.ArgumentParser("tests.bench", description=__doc__)
parser.add_argument("--quick", action="store_true", help="shorter, and less sure")
uvloop.run(run(parser.parse_args().quick))
