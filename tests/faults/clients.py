"""Clients as they should be: each sends its batch again, unchanged, until it is acknowledged."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import httpx

from tests.faults.ledger import Event, Ledger
from tests.standing import Headers

SIZES = (1, 1, 1, 100, 100, 100)  # events in a batch, client by client
PAUSE = 0.05  # seconds before a batch is sent again
LONGEST = 30.0  # seconds for the last of them


class Refused(Exception):
    """An answer that no fault excuses."""


@asynccontextmanager
async def ingesting(url: str, key: Headers, ledger: Ledger) -> AsyncIterator[None]:
    """Clients at work; at the end they walk away, whatever they were waiting for."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_send_on(url, key, ledger, size)) for size in SIZES]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()


async def send_pending(url: str, key: Headers, ledger: Ledger) -> None:
    """The clients come back and finish what was left."""
    async with _client(url, key) as client, asyncio.timeout(LONGEST):
        await _until_acknowledged(client, ledger, list(ledger.pending.values()))


async def _send_on(url: str, key: Headers, ledger: Ledger, size: int) -> None:
    async with _client(url, key) as client:
        while True:
            await _until_acknowledged(client, ledger, ledger.new_batch(size))


async def _until_acknowledged(
    client: httpx.AsyncClient, ledger: Ledger, batch: Sequence[Event]
) -> None:
    while True:
        if await _is_acknowledged(client, ledger, batch):
            ledger.acknowledge(batch)
            return
        await asyncio.sleep(PAUSE)


async def _is_acknowledged(
    client: httpx.AsyncClient, ledger: Ledger, batch: Sequence[Event]
) -> bool:
    try:
        answer = await client.post("/v1/events", json=list(batch))
    except httpx.TransportError as error:
        ledger.statuses[type(error).__name__] += 1
        return False
    ledger.statuses[str(answer.status_code)] += 1
    if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
        return False
    told = answer.json()
    if answer.status_code != httpx.codes.OK or told["conflicts"] or told["quarantined"]:
        raise Refused(answer.text)
    ledger.found_again += told["duplicates"]
    return True


def _client(url: str, key: Headers) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=url, headers=key, timeout=15, trust_env=False)
