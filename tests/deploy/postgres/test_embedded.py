import asyncio
import os
import stat
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import asyncpg
import pytest

from deploy.postgres import embedded_postgres
from deploy.postgres.cluster import Cluster
from deploy.postgres.server import NotStarted
from deploy.postgres.urls import with_database, with_login
from deploy.processes.account import ourselves

pytestmark = pytest.mark.processes


def ask(url, question):
    """Asked on a loop of its own, as code that is not asynchronous would."""
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(_ask(url, question))
    finally:
        loop.close()


async def _ask(url, question):
    connection = await asyncpg.connect(with_database(url, "postgres"), timeout=5)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


def sockets_of(url):
    return Path(unquote(parse_qs(urlsplit(url).query)["host"][0]))


@pytest.fixture(scope="module")
def url(version):
    with embedded_postgres() as url:
        yield url


def test_it_is_the_version_asked_for_and_durable_and_off_the_network(url, version):
    wanted = {
        "data_checksums": "on",
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        "listen_addresses": "",
        "statement_timeout": "0",
        "TimeZone": "UTC",
        "server_encoding": "UTF8",
    }
    assert ask(url, "show server_version").startswith(f"{version}.")
    assert {name: ask(url, f"show {name}") for name in wanted} == wanted


def test_only_its_user_reaches_the_socket_and_only_with_the_password(url):
    assert stat.S_IMODE(sockets_of(url).stat().st_mode) == 0o700
    password = sockets_of(url).parent / "password"
    assert stat.S_IMODE(password.stat().st_mode) == 0o600
    with pytest.raises(asyncpg.InvalidPasswordError):
        ask(with_login(url, "postgres", "guess"), "select 1")


def test_its_processes_are_nobodys_who_could_do_more(url):
    owner = (sockets_of(url).parent / "data").stat().st_uid
    assert owner != 0
    assert owner == (os.geteuid() or owner)


def test_a_directory_keeps_its_data_and_another_version_is_refused(directory, version, monkeypatch):
    for answer in ("one", "two"):
        with embedded_postgres(directory) as url:
            ask(url, f"create table if not exists {answer} as select 1")
            kept = ask(url, "select count(*) from pg_tables where tablename in ('one','two')")
    assert kept == 2
    if version == 15:
        monkeypatch.delenv("COUNTERPOISE_POSTGRES_BIN")
        with pytest.raises(NotStarted, match="initialized by PostgreSQL version 15"):
            embedded_postgres(directory).__enter__()


def test_a_long_path_gets_a_short_socket_in_a_private_place(directory):
    with embedded_postgres(directory / ("long" * 25)) as url:
        assert ask(url, "select 1") == 1
        assert sockets_of(url).parent == Path("/tmp")
        assert stat.S_IMODE(sockets_of(url).stat().st_mode) == 0o700
    assert not sockets_of(url).exists()


def test_the_longest_path_that_fits_a_socket_stays_beside_the_data():
    room = 107 - len("/socket/.s.PGSQL.5432")
    fits = Cluster(Path("/" + "x" * (room - 1)), Path(), ourselves())
    assert fits.sockets == fits.directory / "socket"
    longer = Cluster(Path("/" + "x" * room), Path(), ourselves())
    assert longer.sockets.parent == Path("/tmp")
