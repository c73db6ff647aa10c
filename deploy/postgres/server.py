"""Starts and stops the PostgreSQL server of a cluster."""

import asyncio
from pathlib import Path
from signal import Signals

from deploy.postgres.cluster import Cluster, create_unless_there
from deploy.postgres.configuration import options
from deploy.postgres.occupants import PID_FILE, lines_in, see_off, vacate
from deploy.processes import child
from deploy.processes.child import Child, Program
from deploy.processes.private import make_private
from deploy.processes.refusals import Refusal


class NotStarted(Refusal):
    """The server ended before it was ready; its last words say why."""


async def start(cluster: Cluster) -> Child:
    """Start the server and wait, as long as crash recovery takes, until it is ready."""
    await create_unless_there(cluster)
    await vacate(cluster.data, cluster.sockets)
    make_private(cluster.sockets, cluster.account)
    log = cluster.directory.parent / "postgresql-start.log"
    log.unlink(missing_ok=True)
    server = child.spawn(_server(cluster, log))
    try:
        await _until_ready(server, cluster, log)
    except BaseException:
        await stop(cluster, server)
        raise
    return server


async def stop(cluster: Cluster, server: Child) -> None:
    """End the server: fast (it ends its sessions), and if that takes too long, at once."""
    await child.stop(server, (Signals.SIGINT, 5.0), (Signals.SIGQUIT, 1.0))
    await see_off(cluster.data)
    if cluster.sockets.parent != cluster.directory:
        cluster.sockets.rmdir()


def _server(cluster: Cluster, log: Path) -> Program:
    logs = cluster.directory / "log"
    return Program(
        [cluster.programs / "postgres", "-D", cluster.data, *options(cluster.sockets, logs)],
        directory=cluster.directory,
        log=log,
        last_signal=Signals.SIGINT,
        account=cluster.account,
    )


async def _until_ready(server: Child, cluster: Cluster, log: Path) -> None:
    while not _says_ready(server.pid, cluster.data):
        if server.poll() is not None:
            raise NotStarted(f"PostgreSQL did not start. {_last_words(cluster, log)}")
        await asyncio.sleep(0.02)


def _says_ready(pid: int, data: Path) -> bool:
    """The last line of the server's own file, which is what pg_ctl reads."""
    lines = lines_in(data / PID_FILE)
    return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"


def _last_words(cluster: Cluster, log: Path) -> str:
    """What it wrote before its own log was open, else the end of that log."""
    words = [line for line in log.read_text().splitlines() if "FATAL" in line or "DETAIL" in line]
    logs = sorted((cluster.directory / "log").glob("*.log"), key=lambda path: path.stat().st_mtime)
    if not words and logs:
        words = logs[-1].read_text().splitlines()[-3:]
    return " ".join(words)
