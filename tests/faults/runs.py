"""The three runs: kills that must cost nothing, a control that must cost something, a storm."""

import json
from dataclasses import dataclass
from itertools import repeat
from random import Random

from deploy.supervisor import House
from tests.bench.load import put_load, request
from tests.faults.checking import Rows, check_rows, count_differing_days, count_differing_points
from tests.faults.clients import ingesting, send_pending
from tests.faults.killing import kill_in_turn
from tests.faults.ledger import Ledger
from tests.standing import administrator_of, beside, key_of, standing, url_of

VICTIMS = ("metrics", "postgresql")
STORM = (16, 1_000, 10)  # clients, times each sends the batch, events in it
CONTROL_KILLS = 2


@dataclass(frozen=True)
class Kills:
    """What kills came to."""

    kills: int
    rows: Rows
    days_differing: int
    points_differing: int
    statuses: dict[str, int]

    @property
    def cost_nothing(self) -> bool:
        """Nothing acknowledged was lost, nothing is there twice, and every sum is right."""
        wrong = self.rows.lost + self.rows.doubled + self.days_differing + self.points_differing
        return self.rows.acknowledged > 0 and wrong == 0 and "500" not in self.statuses


@dataclass(frozen=True)
class Storm:
    """What the same batch, again and again from many at once, came to."""

    answers: int
    events: int
    stored: int

    @property
    def stored_once(self) -> bool:
        """Whether one set is stored, however often it came."""
        return self.stored == self.events


async def run_kills(kills: int, seed: int) -> tuple[Kills, Storm]:
    """Kill the service or all of PostgreSQL in random order during ingest; then the storm."""
    chance = Random(seed)
    victims = [*VICTIMS, *(chance.choice(VICTIMS) for _ in range(kills - len(VICTIMS)))]
    chance.shuffle(victims)
    async with standing("metrics") as house:
        storm = await _storm(house)
        return await _killed(house, victims, chance), storm


async def run_control(seed: int) -> Rows:
    """The same clients and kills where a commit is acknowledged before it is on disk."""
    chance = Random(seed)
    careless = beside("metrics", "tests.faults.careless:app", "metrics")
    async with standing("metrics", beside=[careless]) as house:
        key, url, ledger = await key_of(house), url_of(house, "metrics"), Ledger(chance)
        async with administrator_of(house) as connection:  # make the loss certain, of events alone
            await connection.execute("alter system set wal_writer_delay = '10s'")
            await connection.execute("alter system set wal_writer_flush_after = '1GB'")
            await connection.execute("select pg_reload_conf()")
            await connection.execute("checkpoint")
        async with ingesting(url, key, ledger):
            await kill_in_turn(house, ledger, ["postgresql"] * CONTROL_KILLS, chance)
        return await check_rows(house, ledger)


async def _killed(house: House, victims: list[str], chance: Random) -> Kills:
    key, url, ledger = await key_of(house), url_of(house, "metrics"), Ledger(chance)
    async with ingesting(url, key, ledger):
        await kill_in_turn(house, ledger, victims, chance)
    rows = await check_rows(house, ledger)
    await send_pending(url, key, ledger)
    return Kills(
        kills=len(victims),
        rows=rows,
        days_differing=await count_differing_days(house),
        points_differing=await count_differing_points(house, ledger),
        statuses=dict(ledger.statuses),
    )


async def _storm(house: House) -> Storm:
    clients, times, events = STORM
    other = {"source": "storm", "subject": "person:stormy"}
    batch = [event | other for event in Ledger(Random(0)).new_batch(events)]
    url, headers = f"{url_of(house, 'metrics')}/v1/events", {"Content-Type": "application/json"}
    body = request(url, json.dumps(batch).encode(), headers | await key_of(house))
    load = await put_load(url, repeat(body, clients * times), connections=clients)
    async with administrator_of(house) as connection:
        stored = await connection.fetchval("select count(*) from metrics.event")
    return Storm(answers=len(load.answers), events=events, stored=stored)
