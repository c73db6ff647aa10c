"""Single events, durable, against the least that FastAPI can do with the same body."""

from collections.abc import Iterator
from dataclasses import dataclass

from deploy.supervisor import House
from tests.bench import happenings
from tests.bench.load import Headers, Load, put_load, request
from tests.standing import url_of

CONNECTIONS = 64


@dataclass(frozen=True)
class Singles:
    """Both endpoints under the same load."""

    ours: Load
    bare: Load


async def measure_singles(house: House, key: Headers, rounds: int, seconds: float) -> Singles:
    """One event a request, 64 connections; the two take turns."""
    ours, bare = Load(), Load()
    for url in (f"{url_of(house, name)}/v1/events" for name in ("metrics", "bare")):
        await put_load(url, _requests(url, key), connections=CONNECTIONS, seconds=1)
    for _ in range(rounds):
        ours += await _turn(f"{url_of(house, 'metrics')}/v1/events", key, seconds)
        bare += await _turn(f"{url_of(house, 'bare')}/v1/events", key, seconds)
    return Singles(ours, bare)


async def _turn(url: str, key: Headers, seconds: float) -> Load:
    return await put_load(url, _requests(url, key), connections=CONNECTIONS, seconds=seconds)


def _requests(url: str, key: Headers) -> Iterator[bytes]:
    headers = {"Content-Type": "application/json", **key}
    return (request(url, body, headers) for body in happenings.native())
