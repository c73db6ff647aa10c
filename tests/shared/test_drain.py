"""Told to leave, a service is first unready, finishes what was begun, and only then is gone."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.live import free_port

SECONDS = 2.0


async def ready(client: httpx.AsyncClient) -> int:
    """What /readyz answers; 0 if nobody does."""
    try:
        return (await client.get("/readyz")).status_code
    except httpx.TransportError:
        return 0


@pytest.fixture
async def leaving(project: Path) -> AsyncIterator[tuple[Process, httpx.AsyncClient]]:
    """A service in a process of its own, ready, and new connections to it."""
    port = str(free_port())
    where = ("tests.shared.slow_service:app", "--port", port, "--log-level", "error")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "uvicorn", *where),
        cwd=project,
        env=os.environ | {"COUNTERPOISE_DRAIN_SECONDS": str(SECONDS)},
    )
    alone = httpx.Limits(max_keepalive_connections=0)  # each request must find the listener open
    try:
        url = f"http://127.0.0.1:{port}"
        async with httpx.AsyncClient(base_url=url, limits=alone, timeout=10) as client:
            while await ready(client) != 200:
                assert process.returncode is None
                await asyncio.sleep(0.05)
            yield process, client
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@pytest.mark.processes
async def test_a_service_told_to_leave_is_unready_while_it_still_answers(
    leaving: tuple[Process, httpx.AsyncClient],
) -> None:
    process, client = leaving
    begun = asyncio.create_task(client.get("/slow"))
    await asyncio.sleep(0.3)
    told = asyncio.get_running_loop().time()
    process.send_signal(signal.SIGTERM)
    while (status := await ready(client)) == 200:
        continue  # the next question is the pause
    assert status == 503
    assert not begun.done()
    late = await client.get("/slow")  # by a balancer that has not looked yet
    assert [(await begun).text, late.text] == ['"done"', '"done"']
    assert await ready(client) == 503
    await asyncio.wait_for(process.wait(), 10)
    assert asyncio.get_running_loop().time() - told >= SECONDS
    assert await ready(client) == 0
