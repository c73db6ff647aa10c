"""Batches of a thousand over HTTP, taken by us and by others, and copied into our own table."""

import asyncio
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from time import perf_counter
from typing import Any
from uuid import UUID

import asyncpg

from services.metrics.events.packing import COLUMNS
from tests.bench import happenings
from tests.bench.happenings import Happening
from tests.bench.load import Headers, Load, put_load, request, together

BATCH = 1_000
CONNECTIONS = 8


@dataclass
class Taker:
    """Somebody who takes batches: where, written how, and what it has come to.

    Several addresses are several workers, each with its share of the connections.
    """

    urls: Sequence[str]
    headers: Headers = field(default_factory=dict)
    write: Callable[[Happening], bytes] = happenings.as_native
    bind: Callable[[Iterable[bytes]], bytes] = lambda events: b"[%b]" % b",".join(events)
    share: float = 1.0  # of the batches that others are given: the slow need fewer
    load: Load = field(default_factory=Load)

    @property
    def rate(self) -> float:
        """Events a second."""
        return BATCH * self.load.rate

    async def take(self, batches: int) -> Load:
        """So many batches; everything is made before the clock starts."""
        told = {"Content-Type": "application/json", **self.headers}
        each = {
            url: [request(url, self._body(), told) for _ in range(batches // len(self.urls))]
            for url in self.urls
        }
        connections = CONNECTIONS // len(self.urls)
        loads = await asyncio.gather(
            *(put_load(url, iter(made), connections=connections) for url, made in each.items())
        )
        return together(loads)

    def _body(self) -> bytes:
        return self.bind(map(self.write, islice(happenings.happenings(), BATCH)))


@dataclass
class Copied:
    """Events copied, and the seconds that took."""

    events: int = 0
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Events a second."""
        return self.events / self.seconds


async def measure_batches(
    takers: Sequence[Taker], connection: asyncpg.Connection, rounds: int, batches: int
) -> Copied:
    """So many batches a round, all taking turns."""
    copied = Copied()
    for taker in takers:
        await taker.take(CONNECTIONS)
    await _copy(connection, CONNECTIONS)
    for _ in range(rounds):
        for taker in takers:
            taker.load += await taker.take(max(int(batches * taker.share), CONNECTIONS))
        copied.seconds += await _copy(connection, batches)
        copied.events += batches * BATCH
    return copied


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
            f"bench-{happenings.RUN}-{index}",
            '{"priority":"high","channel":"mail"}',
        )
        for index in range(number)
    ]
