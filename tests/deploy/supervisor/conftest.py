"""A house of stand-ins in a process of its own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from pathlib import Path

import httpx
import pytest

CHECKOUT = Path(__file__).parents[3]
SCRIPT = CHECKOUT / "tests" / "deploy" / "run_house.py"


class RunningHouse:
    """The process of a supervisor, and all that came of it."""

    def __init__(self, directory, *, ports=None, app="app", limit=60, user=None, **environment):
        self.directory, self.ports = directory, ports or free_ports(2)
        self.token = uuid.uuid4().hex  # every process of this house has it in its environment
        arguments = [SCRIPT, directory, *map(str, self.ports), app, str(limit)]
        self.process = subprocess.Popen(
            [*as_user(user), interpreter(user), *arguments],
            cwd="/",
            env={**os.environ, **paths(), "TEST_HOUSE": self.token, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def until_ready(self):
        """The processes by name, once the house says it is ready."""
        said = []
        for line in self.process.stdout:
            if line.startswith("{"):
                return json.loads(line)
            said.append(line)
        raise AssertionError(f"The house never stood: {''.join(said)}")

    def ask(self, which=0):
        """What a service says of itself, waiting for it to be back if it must."""
        for _ in range(200):
            try:
                return httpx.get(f"http://127.0.0.1:{self.ports[which]}/", trust_env=False).json()
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError("The service never answered.")

    def ready(self, which=0):
        """Whether a service says it is ready, within ten seconds."""
        address = f"http://127.0.0.1:{self.ports[which]}/readyz"
        for _ in range(100):
            try:
                if httpx.get(address, trust_env=False, timeout=3).status_code == 200:
                    return True
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        return False

    def end(self, how=signal.SIGINT, within=10):
        """Signal the supervisor alone; its exit status and how long it took."""
        begun = time.monotonic()
        self.process.send_signal(how)
        self.process.wait(within)
        return self.process.returncode, time.monotonic() - begun

    def words(self):
        """Everything said after what was read already."""
        return self.process.stdout.read()

    def living(self):
        """Every process of this house that still lives; a zombie has no environment any more."""
        return [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if self._has(pid)]

    def _has(self, pid):
        try:
            return self.token.encode() in Path(f"/proc/{pid}/environ").read_bytes()
        except OSError:
            return False


@pytest.fixture
def houses():
    """Starts houses; at the end none of them is left."""
    started = []

    def start(*arguments, **options):
        started.append(RunningHouse(*arguments, **options))
        return started[-1]

    yield start
    for house in started:
        if house.process.poll() is None:
            house.end(signal.SIGTERM)
        house.process.stdout.close()
        assert house.living() == []


def free_ports(number):
    """Ports nobody listens on at this moment."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def paths():
    """Where modules are found, by whichever interpreter."""
    return {"PYTHONPATH": f"{CHECKOUT}:{Path(httpx.__file__).parents[1]}"}


def as_user(user):
    """The words before a command that make it run as another user."""
    change = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "--"]
    return [] if user is None else change


def interpreter(user):
    """This Python; for another user, who may not reach it, one of the same version."""
    if user is None:
        return sys.executable
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (sys.executable, shutil.which(name, path="/usr/bin:/usr/local/bin")):
        if (
            python
            and not subprocess.run([*as_user(user), "test", "-x", python], cwd="/").returncode
        ):
            return python
    return pytest.skip(f"user {user} can reach no {name}")
