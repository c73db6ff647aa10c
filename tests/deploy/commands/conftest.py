"""The real command, in a process of its own."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from tests.live import Live


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    status: int
    said: str
    complained: str


Command = Callable[..., Awaitable[Ended]]


async def run_command(*words: str, **settings: str) -> Ended:
    """Run `counterpoise` with these words and settings."""
    told = {f"COUNTERPOISE_{name}": value for name, value in settings.items()}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "deploy.cli", *words),
        env=os.environ | told | {"COLUMNS": "200"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, complained = await process.communicate()
    assert process.returncode is not None
    return Ended(process.returncode, said.decode(), complained.decode())


@pytest.fixture
def command(house: dict[str, Live]) -> Command:
    """`counterpoise`, told where the live services are."""
    ports = {
        f"{name.upper()}_PORT": str(urlsplit(live.url).port or 0) for name, live in house.items()
    }

    async def run(*words: str, **settings: str) -> Ended:
        return await run_command(*words, **(ports | settings))

    return run
