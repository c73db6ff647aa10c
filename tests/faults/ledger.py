"""What the clients know: which events the service has acknowledged, and which they only sent."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

METRIC = "tickets_closed"
SOURCE = "faults"
PEOPLE = [f"faulty-{number}" for number in range(8)]
DAYS = 10
LAST = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)

Event = dict[str, Any]
Place = tuple[str, str]  # a person's key and a day


@dataclass
class Ledger:
    """Every event by its id, once the service has answered 200 for it, and those on their way."""

    chance: Random
    acknowledged: dict[str, Event] = field(default_factory=dict)
    pending: dict[str, Event] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)
    found_again: int = 0  # stored by a request whose answer was lost, and told so to the next
    _numbers: Iterator[int] = field(default_factory=count)
    _growing: asyncio.Event = field(default_factory=asyncio.Event)

    def new_batch(self, size: int) -> list[Event]:
        """Events that were never sent before; from now on they are on their way."""
        batch = [self._new_event() for _ in range(size)]
        self.pending.update({event["id"]: event for event in batch})
        return batch

    def acknowledge(self, batch: Sequence[Event]) -> None:
        """The service has promised to keep them."""
        for event in batch:
            self.acknowledged[event["id"]] = event
            self.pending.pop(event["id"], None)
        self._growing.set()

    async def grown(self, by: int) -> None:
        """Wait until so many more are acknowledged."""
        wanted = len(self.acknowledged) + by
        while len(self.acknowledged) < wanted:
            self._growing.clear()
            await self._growing.wait()

    def expected(self) -> Counter[Place]:
        """The number of acknowledged events of each person and day."""
        events = self.acknowledged.values()
        return Counter((event["subject"], event["time"][:10]) for event in events)

    def _new_event(self) -> Event:
        at = LAST - timedelta(minutes=self.chance.randrange(1, DAYS * 24 * 60))
        return {
            "id": f"event-{next(self._numbers)}",
            "source": SOURCE,
            "metric": METRIC,
            "subject": f"person:{self.chance.choice(PEOPLE)}",
            "time": at.isoformat(),
        }
