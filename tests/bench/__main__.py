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
    beside_copy,
    beside_taker,
    deliveries_told,
    footprint_told,
    insight_told,
    people_told,
    show,
    singles_told,
)
from tests.standing import administrator_of, beside, key_of, standing, url_of

BESIDE = (
    beside("second", "services.metrics.app:app", "metrics"),
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
    one, second, naive = (
        f"{url_of(house, name)}/v1/events" for name in ("metrics", "second", "orm")
    )
    key = await key_of(house)
    ours, pair = Taker([one], key), Taker([one, second], key)
    orm = Taker([naive], share=0.4)
    async with administrator_of(house) as connection, influx() as url:
        lines = Taker([url], write=happenings.as_line, bind=b"\n".join) if url else None
        disk = await measure_disk(connection, ours, 2 * batches)
        takers = [taker for taker in (ours, pair, orm, lines) if taker]
        copied = await measure_batches(takers, connection, rounds, batches)
    rows = [
        beside_copy("batches of 1,000, 8 connections, events/s", ours, copied),
        beside_taker("the same", ours, orm, "FastAPI with SQLAlchemy's ORM"),
        beside_taker("the same", ours, lines, "InfluxDB 1.x"),
        beside_copy("the same by two workers", pair, copied),
        beside_taker("the same by two workers", pair, lines, "InfluxDB 1.x"),
    ]
    return [*rows, *footprint_told(largest(house.pids["metrics"]), disk)]


parser = argparse.ArgumentParser("tests.bench", description=__doc__)
parser.add_argument("--quick", action="store_true", help="shorter, and less sure")
uvloop.run(run(parser.parse_args().quick))
