"""The administrator's connection, to a database that may not exist yet."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import asyncpg

from deploy.postgres.urls import database_of, with_database
from deploy.processes.refusals import Refusal

PATIENCE = 10.0  # seconds for the server to answer
OLDEST = 150000  # PostgreSQL 15, as server_version_num has it


class Unusable(Refusal):
    """The server, or the database in it, cannot be used as it is."""


@asynccontextmanager
async def administrator(url: str) -> AsyncIterator[asyncpg.Connection]:
    """Connect to the database the URL names, made if it is not there."""
    try:
        connection = await _connect_or_create(url)
        try:
            await _refuse_unfit(connection)
            yield connection
        finally:
            await connection.close()
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as fault:
        where = urlsplit(url).netloc.rpartition("@")[2] or "the socket"
        raise Unusable(f"PostgreSQL at {where} cannot be prepared: {fault}") from fault


async def _connect_or_create(url: str) -> asyncpg.Connection:
    url = with_database(url, database_of(url))
    try:
        return await asyncpg.connect(url, timeout=PATIENCE)
    except asyncpg.InvalidCatalogNameError:
        await _create_database(url)
        return await asyncpg.connect(url, timeout=PATIENCE)


async def _create_database(url: str) -> None:
    other = await asyncpg.connect(with_database(url, "postgres"), timeout=PATIENCE)
    try:
        make = "select format('create database %I encoding ''UTF8''', $1::text)"
        await other.execute(await other.fetchval(make, database_of(url)))
    except asyncpg.DuplicateDatabaseError:
        pass  # another run was faster
    finally:
        await other.close()


async def _refuse_unfit(connection: asyncpg.Connection) -> None:
    version = await connection.fetchval("select current_setting('server_version_num')::int")
    if version < OLDEST:
        raise Unusable(f"Counterpoise needs PostgreSQL 15 or newer; this is {version // 10000}.")
    if (encoding := await connection.fetchval("show server_encoding")) != "UTF8":
        raise Unusable(f"The database must be encoded in UTF8; this one is in {encoding}.")
