"""Days by the hundred thousand: copied out in binary and read as arrays, never as rows."""

import asyncio
from collections.abc import Sequence

import numpy as np
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from services.metrics.belonging import HOLDERS, made_up_of
from services.metrics.group_commit import driver_of
from services.metrics.series.columns import Holdings, Ints, Rows
from services.metrics.series.domain import Span

READERS = 2

_HOLDINGS = text(
    f"""
    with {HOLDERS}
    select asked, subject_id, greatest(first_day, cast(:first as date)) - cast(:first as date),
           least(last_day, cast(:last as date)) - cast(:first as date)
      from holders join metrics.subject using (key)
     where first_day <= :last and last_day >= :first
     order by subject_id
    """  # noqa: S608 - HOLDERS is our own constant
)

_DAYS = """
    select subject_id, metric_id, day - cast($3 as date), count, cast(total as float8),
           cast(weight as float8)
      from metrics.day
     where subject_id = any($1) and metric_id = any($2) and day between $3 and $4
"""
# PostgreSQL's binary COPY: every field after its length, every row after its number of fields.
_ROW = np.dtype(
    [
        *(("fields", ">i2"), ("", ">i4"), ("subject_id", ">i8"), ("", ">i4"), ("metric_id", ">i4")),
        *(("", ">i4"), ("day", ">i4"), ("", ">i4"), ("count", ">i8")),
        *(("", ">i4"), ("total", ">f8"), ("", ">i4"), ("weight", ">f8")),
    ]
)
_HEAD, _TAIL = 19, 2


async def get_holdings(session: AsyncSession, subjects: Sequence[str], days: Span) -> Holdings:
    """What makes up the subjects, on which of the days."""
    found = await session.execute(
        _HOLDINGS, {**made_up_of(subjects), "first": days[0], "last": days[1]}
    )
    place = {subject: index for index, subject in enumerate(subjects)}
    rows = [(place[asked], *numbers) for asked, *numbers in found.all()]
    return Holdings(*np.array(rows, np.int64).reshape(-1, 4).T)


class Bulk:
    """Copies days on few connections at once, so that many streams leave some for others."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._turns = asyncio.Semaphore(READERS)

    async def days(self, subject_ids: Ints, metrics: Sequence[int], days: Span) -> Rows:
        """The days of numbered subjects and metrics, in no order; metrics by place in the list."""
        copied = bytearray()

        async def take(piece: bytes) -> None:
            copied.extend(piece)

        arguments = (subject_ids.tolist(), list(metrics), *days)
        async with self._turns, driver_of(self._engine) as connection:
            await connection.copy_from_query(_DAYS, *arguments, output=take, format="binary")
        return _rows(copied, metrics)


def _rows(copied: bytearray, metrics: Sequence[int]) -> Rows:
    rows = np.frombuffer(copied, _ROW, (len(copied) - _HEAD - _TAIL) // _ROW.itemsize, _HEAD)
    return Rows(
        rows["subject_id"].astype(np.int64),
        np.searchsorted(metrics, rows["metric_id"].astype(np.int64)),
        rows["day"].astype(np.int64),
        *(rows[column].astype(np.float64) for column in ("count", "total", "weight")),
    )
