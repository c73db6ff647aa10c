"""Batches of a thousand over HTTP, against binary COPY of such rows into the same table."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from time import perf_counter
from typing import Any
from uuid import UUID

import asyncpg

from deploy.supervisor import House
from tests.bench import happenings
from tests.bench.load import Headers, Load, put_load, request
from tests.standing import administrator_of, url_of

BATCH = 1_000
CONNECTIONS = 8
COLUMNS = [
    "subject_id",
    "identity",
    "content",
    "time",
    "received",
    "value",
    "weight",
    "metric_id",
    "source_id",
    "id",
    "attributes",
]


@dataclass
class Batches:
    """Events and the seconds they took, our way and by COPY."""

    events: int = 0
    ours: float = 0.0
    copied: float = 0.0


async def measure_batches(house: House, key: Headers, rounds: int, batches: int) -> Batches:
    """So many batches a round; everything is made before the clock starts; the two take turns."""
    sums = Batches()
    await _post(house, key, 8)
    async with administrator_of(house) as connection:
        await _copy(connection, 8)
        for _ in range(rounds):
            sums.ours += (await _post(house, key, batches)).seconds
            sums.copied += await _copy(connection, batches)
            sums.events += batches * BATCH
    return sums


async def _post(house: House, key: Headers, batches: int) -> Load:
    url = f"{url_of(house, 'metrics')}/v1/events"
    headers = {"Content-Type": "application/json", **key}
    events = happenings.native()
    bodies = [b"[%s]" % b",".join(islice(events, BATCH)) for _ in range(batches)]
    requests = [request(url, body, headers) for body in bodies]
    return await put_load(url, iter(requests), connections=CONNECTIONS)


async def _copy(connection: asyncpg.Connection, batches: int) -> float:
    """One COPY, one commit: the quickest way there is into the table as it stands."""
    rows = _rows(batches * BATCH)
    begun = perf_counter()
    await connection.copy_records_to_table(
        "event", schema_name="metrics", columns=COLUMNS, records=rows
    )
    return perf_counter() - begun


def _rows(number: int) -> Sequence[tuple[Any, ...]]:
    chance = random.Random()
    return [
        (
            chance.randrange(happenings.PEOPLE),
            UUID(int=chance.getrandbits(128)),
            chance.getrandbits(63),
            happenings.moment(index),
            happenings.BEGUN,
            1.0,
            1.0,
            1,
            1,
            f"bench-{happenings.BEGUN:%Y%m%d%H%M%S}-{index}",
            '{"priority":"high","channel":"mail"}',
        )
        for index in range(number)
    ]
