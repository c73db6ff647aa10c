"""What a service does again and again while it lives, beside answering."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import structlog

log = structlog.get_logger()

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@asynccontextmanager
async def repeating(do: Callable[[], Awaitable[None]], *, every: timedelta) -> AsyncIterator[None]:
    """Do something at the start and then at intervals; a failure is logged and tried anew."""
    task = asyncio.create_task(_repeat(do, every))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _repeat(do: Callable[[], Awaitable[None]], every: timedelta) -> None:
    while True:
        try:
            await do()
        except Exception as error:  # whatever it was, the next time may go well
            log.error("housekeeping failed", what=type(do).__name__, exc_info=error)
        await asyncio.sleep(every.total_seconds())
