"""`make bench-large`: what is already stored must cost neither those who write nor those who read.

Takes ten minutes and 6 GB of disk: history is grown inside the database, event by event as ingest
would have left it, and between two growths both are measured. Of several turns the best counts:
growth shows in all of them, what else the machine does only in some.
"""

from dataclasses import dataclass
from itertools import repeat

import asyncpg
import psutil
import uvloop

from deploy.supervisor import House
from services.metrics.events.packing import COLUMNS
from tests.bench import people
from tests.bench.batches import BATCH, Taker
from tests.bench.load import put_load, request
from tests.bench.machine import machine
from tests.bench.telling import Row, show
from tests.standing import administrator_of, headers_of, key_of, standing, url_of

STEPS = (0, 100_000, 1_000_000, 10_000_000, 20_000_000)
AT_ONCE = 500_000
OTHERS, DAYS = 1_000, 1_826  # people beside the team, and days over which they are spread
TURNS, BATCHES, TIMES = 5, 40, 100

SUBJECTS = """
    insert into metrics.subject (subject_id, key) overriding system value
    select 1000000 + n, 'person:other' || n from generate_series(0, $1::int - 1) as n
"""
EVENTS = f"""
    with grown as (
        insert into metrics.event ({", ".join(COLUMNS)})
        select 1000000 + n % {OTHERS}, gen_random_uuid(), n,
               date '2021-11-01' + (n / {OTHERS} % {DAYS})::int + interval '9 hours', now(), 1, 1,
               metric_id, 1, 'grown-' || n, '{{"priority":"high","channel":"mail"}}'
          from generate_series($1::bigint, $2::bigint - 1) as n, metrics.metric
         where key = 'tickets_closed'
        returning subject_id, metric_id, time::date as day, value, weight
    )
    insert into metrics.day (subject_id, metric_id, day, count, total, weight)
    select subject_id, metric_id, day, count(*), sum(value), sum(weight)
      from grown group by 1, 2, 3 order by 1, 2, 3
    on conflict (subject_id, metric_id, day) do update set
        count = day.count + excluded.count,
        total = day.total + excluded.total,
        weight = day.weight + excluded.weight
"""


@dataclass(frozen=True)
class Step:
    """With so many events stored: what one more costs, and how long a team's half year takes."""

    stored: int
    rate: float
    cpu: float  # microseconds of the service and of PostgreSQL
    read: float  # milliseconds


async def run() -> None:
    """Grow, measure, grow."""
    async with standing("metrics") as house, administrator_of(house) as connection:
        ours = Taker([f"{url_of(house, 'metrics')}/v1/events"], await key_of(house))
        await connection.execute(SUBJECTS, OTHERS)
        await people.plant(connection, of_the_team=10)
        await ours.take(BATCHES)
        steps = []
        for before, stored in zip((0, *STEPS), STEPS, strict=False):
            await grow(connection, before, stored)
            steps.append(await measured(house, ours, stored))
        show(await machine(connection), told(steps))


async def grow(connection: asyncpg.Connection, first: int, last: int) -> None:
    """History up to so many events, settled."""
    for start in range(first, last, AT_ONCE):
        await connection.execute(EVENTS, start, min(start + AT_ONCE, last))
    await connection.execute("vacuum analyze metrics.event, metrics.day")
    await connection.execute("checkpoint")


async def measured(house: House, ours: Taker, stored: int) -> Step:
    """Write some, read some."""
    rates, costs = [], []
    for _ in range(TURNS):
        before = busy(house)
        load = await ours.take(BATCHES)
        costs.append(1e6 * (busy(house) - before) / (BATCHES * BATCH))
        rates.append(BATCH * load.rate)
    return Step(stored, max(rates), min(costs), await read(house))


async def read(house: House) -> float:
    """The median of a team's half year by week, in milliseconds; the first few warm up."""
    asked = f"metric=tickets_closed&window=week&from={people.FIRST}&to={people.LAST}"
    url = f"{url_of(house, 'metrics')}/v1/series?subject=team:crowd&{asked}"
    one = request(url, headers=headers_of(house, people.LEAD, "lead"), how="GET")
    await put_load(url, repeat(one, 20), connections=1)
    turns = [await put_load(url, repeat(one, TIMES), connections=1) for _ in range(TURNS)]
    return min(turn.percentile(0.5) for turn in turns)


def busy(house: House) -> float:
    """Seconds of processor that the service and PostgreSQL have used so far."""
    server = psutil.Process(house.pids["postgresql"])
    processes = [psutil.Process(house.pids["metrics"]), server, *server.children()]
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def told(steps: list[Step]) -> list[Row]:
    """Each beside the first, and reading beside what it was with a hundred thousand."""
    first, few = steps[0], steps[1]
    rows: list[Row] = []
    for step in steps:
        cpu, of_first = f"{step.cpu:.1f}", f"{step.cpu / first.cpu:.2f}"
        rows.append(
            (f"{step.stored:,} stored: µs CPU an event more", cpu, f"{first.cpu:.1f}", of_first)
        )
        rows.append(("events/s", f"{step.rate:,.0f}", f"{first.rate:,.0f}", ""))
        read, of_few = f"{step.read:.2f}", f"{step.read / few.read:.2f}"
        rows.append(("a team's 26 weeks, p50, ms", read, f"{few.read:.2f}", of_few))
    return rows


if __name__ == "__main__":
    uvloop.run(run())
