"""Many subjects' series read some at a time: neither memory nor a connection is held for long."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from functools import partial
from typing import TypeVar

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from services.metrics.series.answer import answer
from services.metrics.series.bulk import Bulk
from services.metrics.series.columns import Holdings, Sums, folded, placed, window_of_days
from services.metrics.series.told import Told, told_again, told_of
from services.metrics.series.wanted import Wanted

CELLS_AT_ONCE = 200_000  # subject × metric × day: what is read, and held, at once

Item = TypeVar("Item")


def copied(bulk: Bulk, wanted: Wanted, holdings: Holdings) -> AsyncIterator[Told]:
    """What is told of all subjects, some at a time, from days copied out."""
    step = _at_once(wanted)
    return one_ahead(
        partial(_copied, bulk, wanted.between(start, step), holdings.between(start, step))
        for start in range(0, len(wanted.subjects), step)
    )


def answered(sessions: async_sessionmaker[AsyncSession], wanted: Wanted) -> AsyncIterator[Told]:
    """The same from whole series, for what days alone cannot tell."""
    step = _at_once(wanted)
    return one_ahead(
        partial(_answered, sessions, wanted.between(start, step))
        for start in range(0, len(wanted.subjects), step)
    )


async def begun(items: AsyncIterator[Item]) -> AsyncIterator[Item]:
    """The same once its first is there: until then, what fails can still be answered as such."""
    first = await anext(items)

    async def all_of_them() -> AsyncIterator[Item]:
        yield first
        async for item in items:
            yield item

    return all_of_them()


async def one_ahead(calls: Iterable[Callable[[], Awaitable[Item]]]) -> AsyncIterator[Item]:
    """What the calls answer, in order; while one is used, the next is under way."""
    under_way: list[asyncio.Future[Item]] = []
    try:
        for call in calls:
            under_way.append(asyncio.ensure_future(call()))
            if len(under_way) > 1:
                yield await under_way.pop(0)
        for last in under_way:
            yield await last
    finally:
        for left in under_way:
            left.cancel()


def _at_once(wanted: Wanted) -> int:
    return max(1, CELLS_AT_ONCE // (len(wanted.numbers) * len(window_of_days(wanted.spans))))


async def _copied(bulk: Bulk, wanted: Wanted, holdings: Holdings) -> Told:
    windows, numbers, ids = window_of_days(wanted.spans), wanted.numbers, holdings.subject_ids
    size, step = (len(wanted.subjects), len(numbers), len(wanted.spans)), _at_once(wanted)
    sums = Sums(np.zeros(size), np.zeros(size), np.zeros(size))
    for start in range(0, len(ids), step):
        rows = await bulk.days(ids[start : start + step], numbers, wanted.days)
        sums += await asyncio.to_thread(folded, placed(rows, holdings), windows, size)
    return told_of(wanted, sums)


async def _answered(sessions: async_sessionmaker[AsyncSession], wanted: Wanted) -> Told:
    async with sessions() as session:
        return told_again(wanted, await answer(wanted, session))
