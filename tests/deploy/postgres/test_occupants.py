import os
import signal
import subprocess

import asyncpg
import pytest

from deploy.postgres import server
from deploy.postgres.cluster import create_unless_there, open_cluster
from deploy.postgres.occupants import PID_FILE, SOCKET_LOCK, ServedByAnother, occupants, vacate
from deploy.postgres.urls import with_database
from deploy.processes import child
from deploy.processes.child import Program, ended
from deploy.processes.private import make_private

pytestmark = pytest.mark.processes


@pytest.fixture
def cluster(version, directory):
    return open_cluster(directory / "postgresql")


@pytest.fixture
def wheel_cluster(directory):
    return open_cluster(directory / "postgresql")


@pytest.fixture
def stranger(cluster):
    """A process of the server's user that is no server."""
    account = cluster.account
    as_them = {"user": account.user, "group": account.group} if account.is_another else {}
    with subprocess.Popen(["sleep", "60"], cwd="/", **as_them) as process:
        yield process
        process.kill()


async def connect(cluster):
    return await asyncpg.connect(with_database(cluster.url, "postgres"), timeout=5)


async def count(cluster):
    connection = await connect(cluster)
    try:
        return await connection.fetchval("select count(*) from facts")
    finally:
        await connection.close()


async def test_what_was_committed_outlives_a_killed_server_with_sessions_at_work(cluster):
    first = await server.start(cluster)
    connection = await connect(cluster)
    await connection.execute("create table facts as select generate_series(1, 1000)")
    os.kill(first.pid, signal.SIGKILL)
    second = await server.start(cluster)  # while the first one's sessions may still be there
    assert first.poll() == -signal.SIGKILL
    assert await count(cluster) == 1000
    connection.terminate()
    await server.stop(cluster, second)
    assert list(occupants(cluster.data)) == []


async def test_an_orphan_of_ours_is_stopped_cleanly(cluster):
    orphan = await server.start(cluster)
    assert orphan.pid in occupants(cluster.data)
    await vacate(cluster.data, cluster.sockets)
    assert await ended(orphan) == 0
    assert list(occupants(cluster.data)) == []


async def test_a_server_that_is_not_ours_is_left_alone_and_named(wheel_cluster):
    cluster = wheel_cluster
    theirs = await started_by_hand(cluster)
    with pytest.raises(ServedByAnother, match=f"process {theirs.pid}"):
        await server.start(cluster)
    assert theirs.poll() is None
    assert await child.stop(theirs, (signal.SIGINT, 10)) == 0


async def started_by_hand(cluster):
    await create_unless_there(cluster)
    command = [cluster.programs / "postgres", "-D", cluster.data, "-c", "listen_addresses="]
    options = ["-c", f"unix_socket_directories={cluster.directory}"]
    log = cluster.directory.parent / "by-hand.log"
    program = Program([*command, *options], cluster.directory, log, signal.SIGINT, cluster.account)
    process = child.spawn(program)
    while "ready to accept" not in log.read_text():
        assert process.poll() is None
    return process


async def test_a_number_that_is_now_a_strangers_is_neither_signalled_nor_in_the_way(
    cluster, stranger
):
    await create_unless_there(cluster)
    remains = [stranger.pid, cluster.data, 1700000000, 5432, cluster.sockets, "", "1 2", "ready"]
    make_private(cluster.sockets, cluster.account)
    for file in (cluster.data / PID_FILE, cluster.sockets / SOCKET_LOCK):
        file.write_text("\n".join(map(str, remains)))
    await server.stop(cluster, await server.start(cluster))
    assert stranger.poll() is None


async def test_a_half_made_cluster_is_made_again(wheel_cluster):
    half = wheel_cluster.directory / "data.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18")
    await server.stop(wheel_cluster, await server.start(wheel_cluster))
    assert not half.exists()
