"""On what was measured, in one line."""

import os
import platform
import re
from pathlib import Path

import asyncpg


async def machine(connection: asyncpg.Connection) -> str:
    """Processor, cores, memory, and the versions that matter."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    version = await connection.fetchval("show server_version")
    return (
        f"{_processor()}, {len(os.sched_getaffinity(0))} cores shared by load, service and"
        f" database; {memory:.0f} GB; {platform.system()} {platform.machine()};"
        f" Python {platform.python_version()}, PostgreSQL {version.split()[0]}"
    )


def _processor() -> str:
    model = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    return model[1] if model else "a processor without a name"
