"""A load generator that costs little, for it shares two cores with what it measures.

HTTP/1.1 over kept-alive connections of the loopback, one request at a time on each, requests
made beforehand or in a few microseconds. Bounded in time, and by the requests there are.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter
from urllib.parse import urlsplit

Headers = dict[str, str]

_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
SLOWEST = 60.0  # seconds beyond its time after which a load is given up


def request(
    url: str, body: bytes = b"", headers: Headers | None = None, how: str = "POST"
) -> bytes:
    """A whole request as bytes."""
    parts = urlsplit(url)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    told = {"Host": parts.netloc, "Content-Length": str(len(body)), **(headers or {})}
    lines = [f"{how} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class Load:
    """What a load came to: seconds of each answer, and how often each status came."""

    answers: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.answers) / self.seconds

    def percentile(self, share: float) -> float:
        """The time, in milliseconds, within which this share of the answers came."""
        ordered = sorted(self.answers)
        return 1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)]

    def __add__(self, other: "Load") -> "Load":
        statuses, seconds = self.statuses + other.statuses, self.seconds + other.seconds
        return Load(self.answers + other.answers, statuses, seconds)


def together(loads: Sequence[Load]) -> Load:
    """Loads put at the same time, as one."""
    both = sum(loads, Load())
    return replace(both, seconds=max(load.seconds for load in loads))


async def put_load(
    url: str, requests: Iterator[bytes], *, connections: int, seconds: float = 600.0
) -> Load:
    """Send the requests, as many at once as there are connections; only success is right."""
    parts = urlsplit(url)
    load, loop = Load(), asyncio.get_running_loop()
    begun = perf_counter()
    ends = [loop.create_future() for _ in range(connections)]
    for end in ends:
        await loop.create_connection(
            lambda end=end: _Connection(requests, load, begun + seconds, end),
            parts.hostname,
            parts.port,
        )
    await asyncio.wait_for(asyncio.gather(*ends), seconds + SLOWEST)
    load.seconds = perf_counter() - begun
    if set(load.statuses) - {200, 201, 204}:
        raise RuntimeError(f"{url} answered {dict(load.statuses)}: not a measurement")
    return load


class _Connection(asyncio.Protocol):
    def __init__(
        self, requests: Iterator[bytes], load: Load, until: float, end: asyncio.Future[None]
    ) -> None:
        self.requests, self.load, self.until, self.end = requests, load, until, end
        self.received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self.received += data
        head = self.received.find(b"\r\n\r\n")
        if head < 0 or len(self.received) < head + 4 + _length(self.received[:head]):
            return
        self.load.answers.append(perf_counter() - self.begun)
        self.load.statuses[int(self.received[9:12])] += 1
        self.received = b""
        self._send()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.end.done():
            self.end.set_exception(error or ConnectionError("The server hung up."))

    def _send(self) -> None:
        following = next(self.requests, None) if perf_counter() < self.until else None
        if following is None:
            self.end.set_result(None)
            self.transport.close()
            return
        self.begun = perf_counter()
        self.transport.write(following)


def _length(head: bytes) -> int:
    found = _LENGTH.search(head)
    return int(found[1]) if found else 0
