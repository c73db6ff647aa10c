import os
import signal
import socket
import time

import pytest

from deploy.postgres import embedded_postgres
from deploy.postgres.occupants import PID_FILE, number_in

pytestmark = pytest.mark.processes

ORDINARY = 65534  # nobody's number, on Debian and nearly everywhere


def test_a_house_stands_serves_and_leaves_no_process_behind(houses, directory):
    house = houses(directory)
    pids = house.until_ready()
    assert set(pids) == {"postgresql", "keeper", "plain"}
    assert house.ask(0)["pid"] == pids["keeper"]
    assert os.stat(f"/proc/{pids['postgresql']}").st_uid != 0
    status, seconds = house.end(signal.SIGINT)
    assert (status, house.living()) == (0, [])
    assert seconds < 5


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_house_stands_for_an_ordinary_user_too(houses, directory):
    os.chown(directory, ORDINARY, ORDINARY)
    house = houses(directory, user=ORDINARY)
    server = house.until_ready()["postgresql"]
    assert os.stat(f"/proc/{server}").st_uid == ORDINARY
    assert (directory / "postgresql" / "data").stat().st_uid == ORDINARY
    assert house.end(signal.SIGTERM)[0] == 0


def test_a_second_start_keeps_data_and_secrets(houses, directory):
    first = houses(directory)
    first.until_ready()
    told = first.ask(0)["environment"]
    first.end()
    begun = time.monotonic()
    second = houses(directory, ports=first.ports)
    second.until_ready()
    assert second.ask(0)["environment"] == told
    assert time.monotonic() - begun < 10


def test_a_killed_service_and_a_killed_postgresql_come_back(houses, directory):
    house = houses(directory)
    pids = house.until_ready()
    os.kill(pids["plain"], signal.SIGKILL)
    assert house.ready(1)
    assert house.ask(1)["pid"] != pids["plain"]
    os.kill(pids["postgresql"], signal.SIGKILL)
    os.kill(pids["keeper"], signal.SIGKILL)
    assert house.ready(0)
    assert number_in(directory / "postgresql" / "data" / PID_FILE) != pids["postgresql"]
    assert house.end()[0] == 0
    assert "plain was killed by signal 9" in house.words()


def test_nothing_outlives_a_killed_supervisor_and_the_next_start_is_fine(houses, directory):
    house = houses(directory)
    house.until_ready()
    house.end(signal.SIGKILL)
    following = houses(directory, ports=house.ports)  # at once: it waits for the orphan to end
    following.until_ready()
    assert house.living() == []
    assert following.ready(0)


def test_a_house_told_to_stop_while_it_starts_leaves_nothing(houses, directory):
    house = houses(directory, app="hangs")
    while not (directory / "logs" / "plain.log").exists():
        time.sleep(0.05)
    time.sleep(0.5)
    status, seconds = house.end(signal.SIGTERM)
    assert (status, house.living()) == (0, [])
    assert seconds < 10


def test_a_house_told_to_stop_while_its_database_is_made_leaves_no_half_of_it(houses, directory):
    house = houses(directory)
    while not (directory / "postgresql" / "data.new").exists():
        time.sleep(0.01)
    assert house.end(signal.SIGTERM)[0] == 0
    assert house.living() == []
    assert not (directory / "postgresql" / "data").exists()
    houses(directory, ports=house.ports).until_ready()


def test_a_busy_port_is_said_before_anything_starts(houses, directory):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        house = houses(directory, ports=[port, port + 1])
        assert house.process.wait(10) == 1
    assert f"Port {port}, meant for keeper, is in use" in house.words()
    assert not (directory / "postgresql").exists()


def test_one_directory_is_run_once_and_another_beside_it(houses, directory):
    first = houses(directory)
    first.until_ready()
    second = houses(directory)
    assert second.process.wait(10) == 1
    assert (
        f"Another run is using {directory} already (process {first.process.pid})" in second.words()
    )
    houses(directory / "elsewhere").until_ready()


def test_a_service_that_does_not_start_ends_the_run_and_names_its_log(houses, directory):
    house = houses(directory, app="absent")
    assert house.process.wait(20) == 1
    log = directory / "logs" / "plain.log"
    assert f"its log is {log}." in house.words()
    assert "absent" in log.read_text()
    assert house.living() == []


def test_a_service_that_stays_unready_ends_the_run_and_its_objection_is_told(houses, directory):
    house = houses(directory, app="objects", limit=2)
    assert house.process.wait(30) == 1
    assert 'plain is not ready after 2 s: 503 {"detail": "fsync is off"}' in house.words()


def test_a_database_of_ones_own_replaces_the_embedded_one(houses, directory):
    with embedded_postgres() as url:
        house = houses(directory, COUNTERPOISE_POSTGRES_URL=url)
        assert set(house.until_ready()) == {"keeper", "plain"}
        told = house.ask(0)["environment"]
        house.end()
    assert "metrics_service" in told["COUNTERPOISE_DATABASE_URL"]
    assert "COUNTERPOISE_POSTGRES_URL" not in told
    assert not (directory / "postgresql").exists()
