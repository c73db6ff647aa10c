"""Finds the PostgreSQL processes at work in a data directory, and stops what we left there."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from deploy.postgres.configuration import MARK
from deploy.processes.child import gone, handle_of
from deploy.processes.refusals import Refusal

PID_FILE = "postmaster.pid"
SOCKET_LOCK = ".s.PGSQL.5432.lock"
JUST_WAIT = 0  # the signal that signals nothing


class ServedByAnother(Refusal):
    """Somebody else's server is at work in the directory; it is theirs to stop."""

    def __init__(self, data: Path, pid: int) -> None:
        super().__init__(
            f"A PostgreSQL server not started by Counterpoise (process {pid}) is using {data}; "
            "stop it first."
        )


async def vacate(data: Path, sockets: Path) -> None:
    """Stop what an earlier run of ours left at work here; signal nobody else, ever."""
    server = number_in(data / PID_FILE)
    if server is not None and is_at_work(server, data):
        if _is_anothers(server):
            raise ServedByAnother(data, server)
        await _end(server, data, (signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0))
    for orphan in list(occupants(data)):  # left by a killed server; most go by themselves
        await _end(orphan, data, (JUST_WAIT, 2.0), (signal.SIGQUIT, 3.0), (signal.SIGKILL, 5.0))
    _forget_reused_number(data / PID_FILE)
    _forget_reused_number(sockets / SOCKET_LOCK)


async def see_off(data: Path) -> None:
    """Wait for those who end after their server has: its log writer is no child of ours."""
    for last in list(occupants(data)):
        await _end(last, data, (JUST_WAIT, 1.0))


def occupants(data: Path) -> Iterator[int]:
    """The PostgreSQL processes whose working directory this is; all of a server's are there."""
    numbers = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return (pid for pid in numbers if is_at_work(pid, data))


def is_at_work(pid: int, data: Path) -> bool:
    """Whether the process is a PostgreSQL server, or part of one, in this very directory."""
    process = Path("/proc") / str(pid)
    try:
        inside = os.readlink(process / "cwd") == os.path.realpath(data)
        return inside and (process / "comm").read_text().strip() == "postgres"
    except OSError:  # gone meanwhile, or not ours to look at
        return False


def number_in(file: Path) -> int | None:
    """The server's number by its own account; it may be long dead and the number another's."""
    first = next(iter(lines_in(file)), "")
    return int(first) if first.isdigit() else None


def lines_in(file: Path) -> list[str]:
    """What the server says of itself in one of its files; nothing if there is none."""
    try:
        return file.read_text().splitlines()
    except FileNotFoundError:
        return []


def _is_anothers(server: int) -> bool:
    try:
        command = Path(f"/proc/{server}/cmdline").read_bytes()
    except OSError:
        return False
    return bool(command) and MARK.encode() not in command.split(b"\0")  # the dying have none


def _forget_reused_number(file: Path) -> None:
    """PostgreSQL does not start if the number in the file is anybody's; here it is a stranger's."""
    pid = number_in(file)
    if pid is not None and Path(f"/proc/{pid}").exists():
        file.unlink()


async def _end(pid: int, data: Path, *steps: tuple[int, float]) -> None:
    """Signal the process, one way after another; the handle cannot pass to a stranger."""
    with suppress(ProcessLookupError), handle_of(pid) as process:
        for how, patience in steps:
            if not is_at_work(pid, data):
                return
            if how != JUST_WAIT:
                signal.pidfd_send_signal(process, how)
            with suppress(TimeoutError):
                await asyncio.wait_for(gone(process), patience)
