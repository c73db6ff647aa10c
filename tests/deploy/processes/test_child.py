import os
import subprocess
import sys
import time
from pathlib import Path
from signal import Signals

import pytest

from deploy.processes.account import Account, ourselves
from deploy.processes.child import Program, ended, spawn, stop

SLEEP = [sys.executable, "-S", "-c", "import time; time.sleep(60)"]
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(60)
"""
PARENT = """
import sys, time
from pathlib import Path
from signal import Signals
from deploy.processes.child import Program, spawn
here = Path(sys.argv[1])
child = spawn(Program(["/bin/sleep", "60"], here, here / "log", Signals.SIGKILL))
print(child.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def program(tmp_path):
    def of(*command, account=None):
        return Program(command, tmp_path, tmp_path / "log", Signals.SIGKILL, account)

    return of


async def test_an_exit_status_is_told_and_words_go_to_a_private_log(program, tmp_path):
    child = spawn(program("/bin/sh", "-c", "echo words; exit 3"))
    assert await ended(child) == 3
    assert await ended(child) == 3
    assert (tmp_path / "log").read_text() == "words\n"
    assert (tmp_path / "log").stat().st_mode & 0o777 == 0o600


async def test_a_child_is_out_of_reach_of_the_terminals_ctrl_c(program):
    child = spawn(program(*SLEEP))
    assert os.getpgid(child.pid) == child.pid
    assert await stop(child, (Signals.SIGTERM, 5)) == -Signals.SIGTERM


async def test_who_does_not_heed_is_killed(program, tmp_path):
    child = spawn(program(sys.executable, "-S", "-c", STUBBORN))
    while "deaf" not in (tmp_path / "log").read_text():
        assert child.poll() is None
    assert await stop(child, (Signals.SIGTERM, 0.1)) == -Signals.SIGKILL


def test_a_child_does_not_outlive_a_killed_parent(tmp_path):
    command = [sys.executable, "-c", PARENT, str(tmp_path)]
    checkout = str(Path(__file__).parents[3])
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": checkout}
    ) as parent:
        orphan = int(parent.stdout.readline())
        assert lives(orphan)
        parent.kill()
    deadline = time.monotonic() + 5
    while lives(orphan):
        assert time.monotonic() < deadline


def lives(pid):
    """Whether the process runs; a zombie, whom nobody has asked about yet, does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
async def test_a_child_of_another_user_has_none_of_roots_rights(program, tmp_path):
    command = ["/bin/sh", "-c", "id -u; id -G; cat /etc/shadow; grep CapEff /proc/self/status"]
    assert await ended(spawn(program(*command, account=Account(65534, 65534)))) == 0
    said = (tmp_path / "log").read_text().splitlines()
    assert said[:2] == ["65534", "65534"]
    assert "Permission denied" in said[2]
    assert said[3].split() == ["CapEff:", "0000000000000000"]


def test_we_have_access_to_what_we_can_enter_or_run(tmp_path):
    closed = tmp_path / "closed"
    closed.touch(mode=0o600)
    assert ourselves().has_access(tmp_path)
    assert not ourselves().has_access(closed)
