import asyncio
from datetime import timedelta

from structlog.testing import capture_logs

from shared.repeating import repeating


async def test_it_is_done_again_and_again_even_after_a_failure() -> None:
    done = asyncio.Event()
    times = 0

    async def do() -> None:
        nonlocal times
        times += 1
        if times == 1:
            raise RuntimeError("the first time")
        done.set()

    with capture_logs() as logs:
        async with repeating(do, every=timedelta(0)):
            await done.wait()
    assert [entry["event"] for entry in logs] == ["housekeeping failed"]


async def test_it_ends_with_the_service() -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def do() -> None:
        try:
            begun.set()
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with repeating(do, every=timedelta(0)):
        await begun.wait()
    assert ended.is_set()
