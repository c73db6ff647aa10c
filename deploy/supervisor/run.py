"""Runs a house from the command line: until Ctrl-C, or until what it was started for is done."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from signal import Signals

from rich.console import Console

from deploy.processes.refusals import Refusal
from deploy.supervisor.house import House, supervised
from deploy.supervisor.plan import Plan
from deploy.supervisor.status import status

ENDINGS = (Signals.SIGINT, Signals.SIGTERM, Signals.SIGHUP)

Then = Callable[[House], Awaitable[None]]


async def stay(house: House) -> None:
    """Go on until told to stop."""
    await asyncio.Event().wait()


def run(plan: Plan, then: Then = stay, console: Console | None = None) -> int:
    """Start, do this, stop; the exit status: 1 for a refusal, whose sentence is printed."""
    console = console or Console()
    try:
        asyncio.run(_run(plan, then, console))
    except (Refusal, PermissionError) as reason:
        console.print(str(reason), style="red", highlight=False, soft_wrap=True)
        return 1
    return 0


async def _run(plan: Plan, then: Then, console: Console) -> None:
    def say(sentence: str) -> None:
        console.print(sentence, style="dim", highlight=False, soft_wrap=True)

    with _told_to_leave(say):
        async with supervised(plan, say) as house:
            console.print(status(house))
            await then(house)


@contextmanager
def _told_to_leave(say: Callable[[str], None]) -> Iterator[None]:
    """Turn the first signal into a cancellation, and let later ones change nothing."""
    loop, this, told = asyncio.get_running_loop(), asyncio.current_task(), asyncio.Event()
    assert this

    def leave() -> None:
        if not told.is_set():
            told.set()
            say("Stopping.")
            this.cancel()

    for signal in ENDINGS:
        loop.add_signal_handler(signal, leave)
    try:
        yield
    except asyncio.CancelledError:
        if not told.is_set():
            raise
    finally:
        for signal in ENDINGS:
            loop.remove_signal_handler(signal)
