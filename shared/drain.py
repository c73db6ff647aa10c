"""Leaving politely: on SIGTERM a service is first unready, and only then stops listening."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Draining:
    """Whether the process has been told to leave."""

    def __init__(self) -> None:
        self.begun = False


@contextmanager
def drains_on_sigterm(state: Draining, seconds: float) -> Iterator[None]:
    """Delay the server's own SIGTERM handler by `seconds`, unready meanwhile.

    uvicorn closes its listener at once, which a load balancer learns too late.
    """
    loop = asyncio.get_running_loop()
    leave = signal.getsignal(signal.SIGTERM)

    def begin(number: int, frame: FrameType | None) -> None:
        state.begun = True
        if callable(leave):
            loop.call_soon_threadsafe(loop.call_later, seconds, leave, number, frame)

    try:
        signal.signal(signal.SIGTERM, begin)
    except ValueError:  # not the main thread, as in tests: nobody sends us signals there
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, leave)
