"""Starts a program as a child that cannot outlive us, and sees it to its end."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from signal import Signals
from typing import IO

from deploy.processes.account import Account, ourselves

TETHER = Path(__file__).with_name("tether.py")

Child = subprocess.Popen[bytes]


@dataclass(frozen=True)
class Program:
    """What to run, where, as whom, and which file its words go to."""

    command: Sequence[str | Path]  # the program by its path, then its arguments
    directory: Path
    log: Path
    last_signal: Signals  # what the kernel sends it should we die first
    account: Account | None = None
    environment: Mapping[str, str] | None = None


def spawn(program: Program) -> Child:
    """Start the program in a process group of its own, so that Ctrl-C reaches only us."""
    account = program.account or ourselves()
    tie = (program.last_signal.value, os.getpid(), account.user, account.group)
    tether = (sys.executable, "-I", "-S", TETHER, *tie)  # bare, to start fast
    with open_log(program.log) as log:
        return subprocess.Popen(
            [str(word) for word in (*tether, *program.command)],
            cwd=program.directory,
            env=program.environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            process_group=0,
        )


def open_log(path: Path) -> IO[bytes]:
    """Open the file for appending, readable by nobody but its owner."""
    return open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600), "ab")


async def ended(child: Child) -> int:
    """Wait, without thread or polling, until the child is gone; answer its exit status."""
    if child.poll() is None:
        with handle_of(child.pid) as process:
            await gone(process)
    return child.wait()


async def run_to_end(program: Program) -> int:
    """Run the program and answer its exit status; if we are told to stop first, it is too."""
    child = spawn(program)
    try:
        return await ended(child)
    finally:
        await stop(child, (program.last_signal, 2.0))


@contextmanager
def handle_of(pid: int) -> Iterator[int]:
    """A pidfd: it stays this process's, even when the number becomes another's."""
    process = os.pidfd_open(pid)
    try:
        yield process
    finally:
        os.close(process)


async def gone(process: int) -> None:
    """Wait until the process behind the handle is gone."""
    loop, is_gone = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(process, is_gone.set)
    try:
        await is_gone.wait()
    finally:
        loop.remove_reader(process)


async def stop(child: Child, *steps: tuple[Signals, float]) -> int:
    """Ask in these ways, one after the other, waiting so many seconds each; then insist."""
    for how, patience in (*steps, (Signals.SIGKILL, 60.0)):
        if child.poll() is None:
            child.send_signal(how)
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                return await ended(child)
    return child.wait()
