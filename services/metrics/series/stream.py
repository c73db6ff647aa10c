"""Many subjects' series read some at a time: neither memory nor a connection is held for long."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from functools import partial
from typing import TypeVar

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from services.metrics.series.answer import answer
from services.metrics.series.asking import COPIED_AT_MOST
from services.metrics.series.bulk import Bulk
from services.metrics.series.capacity_store import get_capacity
from services.metrics.series.columns import (
    Holdings,
    Sums,
    by_window,
    folded,
    placed,
    window_of_days,
)
from services.metrics.series.told import Told, told_again, told_of
from services.metrics.series.wanted import Wanted

CELLS_AT_ONCE = 100_000  # subject × metric × day: what is read, and held, at once; twice 30 MB

Item = TypeVar("Item")
Sessions = async_sessionmaker[AsyncSession]


def copied(
    sessions: Sessions, bulk: Bulk, wanted: Wanted, holdings: Holdings
) -> AsyncIterator[Told]:
    """What is told of all subjects, some at a time, from days copied out."""
    step = _at_once(wanted)
    return one_ahead(
        partial(_copied, sessions, bulk, wanted.between(start, step), holdings.between(start, step))
        for start in range(0, len(wanted.subjects), step)
    )


def answered(sessions: Sessions, wanted: Wanted) -> AsyncIterator[Told]:
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


async def _copied(sessions: Sessions, bulk: Bulk, wanted: Wanted, holdings: Holdings) -> Told:
    windows, numbers, ids = window_of_days(wanted.spans), wanted.numbers, holdings.subject_ids
    size, step = (len(wanted.subjects), len(numbers), len(wanted.spans)), _at_once(wanted)
    sums = Sums(np.zeros(size), np.zeros(size), np.zeros(size))
    for start in range(0, len(ids), step):
        rows = await bulk.days(ids[start : start + step], numbers, wanted.days)
        sums += await asyncio.to_thread(folded, placed(rows, holdings), windows, size)
    if wanted.capacities:
        async with sessions() as session:
            for number, capacity in (await get_capacity(session, wanted, COPIED_AT_MOST)).items():
                plane = numbers.index(number)
                sums.count[:, plane] = by_window(capacity.people, windows)
                sums.total[:, plane] = by_window(capacity.total, windows)
    return told_of(wanted, sums)


async def _answered(sessions: Sessions, wanted: Wanted) -> Told:
    async with sessions() as session:
        return told_again(wanted, await answer(wanted, session))
