"""InfluxDB 1.x as Debian packages it (`apt-get install influxdb`), on throw-away data."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from tests.live import free_port

DATABASE = "bench"


@asynccontextmanager
async def influx() -> AsyncIterator[str | None]:
    """Where it takes lines; None if it is not installed."""
    program = shutil.which("influxd")
    if program is None:
        yield None
        return
    port, beside = free_port(), free_port()
    with TemporaryDirectory() as directory:
        told = _environment(Path(directory), port, beside)
        process = await asyncio.create_subprocess_exec(
            *(program, "run"),
            env={**os.environ, **told},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await _stand(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}/write?db={DATABASE}"
        finally:
            process.terminate()
            await process.wait()


def _environment(directory: Path, port: int, beside: int) -> dict[str, str]:
    return {
        "INFLUXDB_META_DIR": str(directory / "meta"),
        "INFLUXDB_DATA_DIR": str(directory / "data"),
        "INFLUXDB_DATA_WAL_DIR": str(directory / "wal"),
        "INFLUXDB_HTTP_BIND_ADDRESS": f"127.0.0.1:{port}",
        "INFLUXDB_HTTP_LOG_ENABLED": "false",
        "INFLUXDB_BIND_ADDRESS": f"127.0.0.1:{beside}",
        "INFLUXDB_REPORTING_DISABLED": "true",
    }


async def _stand(url: str) -> None:
    async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
        for _ in range(200):
            try:
                await client.post("/query", params={"q": f"create database {DATABASE}"})
            except httpx.TransportError:
                await asyncio.sleep(0.05)
            else:
                return
    raise RuntimeError("InfluxDB did not start")
