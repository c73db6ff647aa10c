"""How each service is run: one uvicorn, one process, one log."""

import sys
from collections.abc import Mapping
from pathlib import Path
from signal import Signals

from deploy.processes import child
from deploy.processes.child import Child, Program
from deploy.supervisor.plan import Service
from deploy.supervisor.readiness import until_ready

CHECKOUT = Path(__file__).parents[2]
LONGEST_LOG = 10_000_000  # bytes, after which the next start turns the page


async def start_service(
    service: Service, environment: Mapping[str, str], log: Path, limit: float
) -> Child:
    """Start the service and wait until it is ready."""
    _turn_page(log)
    process = child.spawn(_uvicorn(service, environment, log))
    try:
        await until_ready(service, process, log, limit)
    except BaseException:
        await stop_service(process)
        raise
    return process


async def stop_service(process: Child) -> int:
    """Let it finish what it is answering; uvicorn itself waits two seconds for that."""
    return await child.stop(process, (Signals.SIGTERM, 3.0))


def _uvicorn(service: Service, environment: Mapping[str, str], log: Path) -> Program:
    where = ["--host", "127.0.0.1", "--port", str(service.port)]
    how = ["--loop", "uvloop", "--http", "httptools", "--no-access-log"]
    end = ["--timeout-graceful-shutdown", "2"]
    return Program(
        [sys.executable, "-m", "uvicorn", service.app, *where, *how, *end],
        directory=CHECKOUT,
        log=log,
        # Nothing acknowledged is lost by it, and a service that hangs would not heed less.
        last_signal=Signals.SIGKILL,
        environment=environment,
    )


def _turn_page(log: Path) -> None:
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
