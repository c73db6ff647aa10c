"""What ingest leaves on disk, and how large the service gets by it."""

import re
from pathlib import Path

import asyncpg

from tests.bench.batches import BATCH, Taker

SIZE = """
    select sum(pg_total_relation_size(c.oid)) from pg_class as c
     where c.oid in ('metrics.event'::regclass, 'metrics.day'::regclass)
"""


async def measure_disk(connection: asyncpg.Connection, ours: Taker, batches: int) -> float:
    """Bytes for each event, of its row, its index and the day it adds to."""
    before = await connection.fetchval(SIZE)
    await ours.take(batches)
    after = await connection.fetchval(SIZE)
    return float(after - before) / (batches * BATCH)


def largest(pid: int) -> float:
    """The most memory, in bytes, that a process ever had resident."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found, "Linux says so of every process"
    return 1024 * float(found[1])
