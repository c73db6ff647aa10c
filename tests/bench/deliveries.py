"""Webhook deliveries a second, signed as Zendesk signs them: created, answered, solved."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx

from deploy.supervisor import House
from tests.bench import happenings
from tests.bench.load import Load, put_load, request
from tests.metrics.webhooks.zendesk import connect, replied, signed, solved, ticket_event
from tests.standing import headers_of, url_of

CONNECTIONS = 16
TICKETS = 1_000


async def measure_deliveries(house: House) -> Load:
    """Lives of tickets, everything kept and followed before each answer."""
    base = url_of(house, "metrics")
    async with httpx.AsyncClient(base_url=base, trust_env=False) as metrics:
        await connect(metrics, headers_of(house))
    url = f"{base}/v1/webhooks/desk"
    bodies = [json.dumps(event).encode() for event in _lives()]
    requests = [request(url, body, signed(body)) for body in bodies]
    return await put_load(url, iter(requests), connections=CONNECTIONS)


def _lives() -> Iterator[dict[str, Any]]:
    """Step by step, so that each delivery speaks of another ticket than the one before."""
    for step, minutes in ((_created, 0), (replied, 20), (solved, 90)):
        for number in range(TICKETS):
            begun = happenings.BEGUN - timedelta(days=number % happenings.DAYS + 1)
            at = begun + timedelta(minutes=minutes)
            yield step(number, at.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _created(number: int, at: str) -> dict[str, Any]:
    return ticket_event(number, "created", at)
