"""Migrations: each service its own, one at a time however many replicas start at once."""

import asyncio
import importlib.util
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

from alembic import command, context
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, make_url, pool, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

SERVICES = ("metrics", "goals")
LOCK_WAIT_SECONDS = 120


class MigrationLocked(RuntimeError):
    """Another process has been migrating for longer than we wait."""


def config_of(service: str, url: str = "") -> Config:
    """Alembic's configuration for one service, without a file."""
    config = Config()
    config.set_main_option("script_location", f"services.{service}:migrations")
    config.set_main_option("file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(slug)s")
    config.attributes["url"] = url
    return config


@cache
def head_of(service: str) -> str | None:
    """The newest migration that the code knows."""
    return ScriptDirectory.from_config(config_of(service)).get_current_head()


def has_migrations(service: str) -> bool:
    """Whether a service keeps anything."""
    return importlib.util.find_spec(f"services.{service}.migrations") is not None


def upgrade(service: str, url: str) -> None:
    """Bring a service's schema to the newest migration."""
    command.upgrade(config_of(service, url), "head")


def check(service: str, url: str) -> None:
    """Raise unless the tables in code are the tables the migrations make."""
    command.check(config_of(service, url))


def run(metadata: MetaData) -> None:
    """What every `migrations/env.py` does: migrate `metadata`'s schema under a lock."""
    asyncio.run(
        _run(metadata, context.config.attributes["url"] or os.environ["COUNTERPOISE_DATABASE_URL"])
    )


async def _run(metadata: MetaData, url: str) -> None:
    engine = create_async_engine(
        make_url(url).set(drivername="postgresql+asyncpg"), poolclass=pool.NullPool
    )
    async with (
        engine.connect() as holder,
        _lock(holder, str(metadata.schema)),
        engine.connect() as connection,
    ):
        await connection.execute(text("set lock_timeout = '2s'"))
        await connection.commit()
        await connection.run_sync(_migrate, metadata)
    await engine.dispose()


@asynccontextmanager
async def _lock(connection: AsyncConnection, schema: str) -> AsyncIterator[None]:
    """Polled, on a connection of its own: a blocking lock hangs with CREATE INDEX CONCURRENTLY."""
    await connection.execution_options(isolation_level="AUTOCOMMIT")
    attempt = text("select pg_try_advisory_lock(hashtext('counterpoise'), hashtext(:schema))")
    for _ in range(LOCK_WAIT_SECONDS * 5):
        if await connection.scalar(attempt, {"schema": schema}):
            yield  # the lock goes with the connection, whatever happens
            return
        await asyncio.sleep(0.2)
    raise MigrationLocked(f"The schema {schema!r} is being migrated by another process.")


def _migrate(connection: Connection, metadata: MetaData) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        version_table_schema=metadata.schema,
        include_schemas=True,
        include_name=lambda name, kind, _: kind != "schema" or name == metadata.schema,
        transaction_per_migration=True,
        compare_server_default=False,
    )
    with context.begin_transaction():
        context.run_migrations()
