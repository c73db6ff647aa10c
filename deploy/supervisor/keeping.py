"""Keeps several children at once, for as long as a `with` lasts."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

from deploy.processes.refusals import Refusal
from deploy.supervisor.kept import Kept


@asynccontextmanager
async def keeping(children: Sequence[Kept]) -> AsyncIterator[None]:
    """Start them together and stop them together; if one gives up, the block is cancelled."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(child.keep()) for child in children]
        for child in children:
            await child.ready.wait()
        yield
        for task in tasks:  # on any other way out, the group cancels them itself
            task.cancel()


@contextmanager
def one_reason() -> Iterator[None]:
    """Of several faults at once raise one: the refusal, which was written to be read."""
    try:
        yield
    except BaseExceptionGroup as group:
        faults = list(_leaves(group))
        reason = next((fault for fault in faults if isinstance(fault, Refusal)), faults[0])
        raise reason from reason.__cause__


def _leaves(fault: BaseException) -> Iterator[BaseException]:
    if isinstance(fault, BaseExceptionGroup):
        for part in fault.exceptions:
            yield from _leaves(part)
    else:
        yield fault
