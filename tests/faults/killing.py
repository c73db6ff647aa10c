"""`kill -9`: of a service, or of every process of the house's PostgreSQL."""

import asyncio
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from random import Random
from signal import SIGKILL

from deploy.supervisor import House
from deploy.supervisor.kept import Kept
from tests.faults.ledger import Ledger

WORK = (0.3, 1.5)  # seconds of ingest between a recovery and the next kill
AT_LEAST = 100  # events acknowledged meanwhile, so that every kill comes during ingest
RECOVERY = 30.0  # seconds that a recovery, and being acknowledged again, may take


async def kill_in_turn(
    house: House, ledger: Ledger, victims: Sequence[str], chance: Random
) -> None:
    """Kill the victims one after another, each once everything works again."""
    for victim in victims:
        async with asyncio.timeout(RECOVERY):
            await _recovered(house)
            await ledger.grown(AT_LEAST)
        await asyncio.sleep(chance.uniform(*WORK))
        _kill(kept_of(house, victim))
    async with asyncio.timeout(RECOVERY):
        await _recovered(house)


def kept_of(house: House, name: str) -> Kept:
    """A child of the house by its name."""
    return next(kept for kept in house.children if kept.name == name)


def _kill(kept: Kept) -> None:
    assert kept.child, f"{kept.name} is not there to be killed"
    kept.ready.clear()  # so that the old life is not taken for the new one
    for pid in (kept.child.pid, *_children_of(kept.child.pid)):
        with suppress(ProcessLookupError):
            os.kill(pid, SIGKILL)


def _children_of(parent: int) -> list[int]:
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(place.read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(place.parent.name))
    return found


async def _recovered(house: House) -> None:
    for kept in house.children:
        await kept.ready.wait()
