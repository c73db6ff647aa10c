"""A child that is started again whenever it dies, until that is clearly of no use."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from deploy.processes.child import Child, ended
from deploy.processes.refusals import Refusal
from deploy.supervisor.plan import Patience
from deploy.supervisor.readiness import ending_of

Say = Callable[[str], None]


class GaveUp(Refusal):
    """It died too often; going on would only hide why."""

    def __init__(self, name: str, times: int, last: str) -> None:
        super().__init__(f"{name} failed {times} times in a row, so all is stopped. {last}")


@dataclass
class Kept:
    """What it is called, how to start it (until it is ready), and how to stop it."""

    name: str
    log: Path
    start: Callable[[], Awaitable[Child]]
    stop: Callable[[Child], Awaitable[object]]
    patience: Patience
    say: Say
    after: "Kept | None" = None  # what it cannot start without, and so waits for
    child: Child | None = field(default=None, repr=False)
    ready: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    async def keep(self) -> None:
        """Start it, and again whenever it dies; stop it when cancelled."""
        try:
            await self._start()
            failures = 0
            while True:
                quick, ending = await self._live()
                failures = failures + 1 if quick else 1
                if failures >= self.patience.tries:
                    raise GaveUp(self.name, failures, ending)
                self.say(f"{ending} Starting it again.")
                await asyncio.sleep(self._pause(failures))
        finally:
            if self.child:
                await self.stop(self.child)

    async def _start(self) -> Child:
        if self.after:
            await self.after.ready.wait()
        self.child = await self.start()
        self.ready.set()
        return self.child

    async def _live(self) -> tuple[bool, str]:
        """One life, from start to end: whether it was a quick one, and how it ended."""
        try:
            child = self.child or await self._start()
        except (Refusal, OSError) as fault:  # a full disk may have room again in a moment
            return True, str(fault)
        born = time.monotonic()
        status = await ended(child)
        self.child = None
        self.ready.clear()
        quick = time.monotonic() - born < self.patience.settled
        return quick, ending_of(self.name, status, self.log)

    def _pause(self, failures: int) -> float:
        return min(self.patience.first_pause * 2.0 ** (failures - 1), self.patience.longest_pause)
