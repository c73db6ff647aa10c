"""One PostgreSQL schema per service, spoken to with limits on every wait."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

import asyncpg
from fastapi import Depends, Request
from sqlalchemy import MetaData, event, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, InvalidatePoolError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# asyncpg and PostgreSQL have no limits of their own; 0 means for ever in both.
SERVER_SETTINGS = {
    "synchronous_commit": "on",
    "statement_timeout": "10000",
    "lock_timeout": "5000",
    "idle_in_transaction_session_timeout": "15000",
    "jit": "off",
    "timezone": "UTC",
}


def metadata_of(schema: str) -> MetaData:
    """The tables of one service."""
    return MetaData(schema=schema, naming_convention=NAMING)


def engine_of(url: str, *, service: str, pool_size: int = 10) -> AsyncEngine:
    """An engine whose every wait ends: connect and acquire in 2 s, a command in 10 s."""
    engine = create_async_engine(
        make_url(url).set(drivername="postgresql+asyncpg"),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=2,
        pool_pre_ping=False,
        hide_parameters=True,  # they hold what people said of people, and errors are logged
        connect_args={
            "timeout": 2,
            "command_timeout": 10,
            "server_settings": SERVER_SETTINGS | {"application_name": f"counterpoise-{service}"},
        },
    )
    event.listen(engine.sync_engine, "checkout", _refuse_dead)
    return engine


def _refuse_dead(connection: Any, *_: object) -> None:
    """After the server was gone, begin anew with the first request: no ping, the driver knows."""
    if connection.driver_connection.is_closed():
        raise InvalidatePoolError


async def open_session(request: Request) -> AsyncIterator[AsyncSession]:
    """A transaction per request: committed if the route returns, rolled back if it raises."""
    sessions: async_sessionmaker[AsyncSession] = request.app.state.sessions
    async with sessions.begin() as session:
        yield session


def _sessions(request: Request) -> async_sessionmaker[AsyncSession]:
    sessions: async_sessionmaker[AsyncSession] = request.app.state.sessions
    return sessions


# For the few routes that wait for something between reading and writing: they must hold no
# connection meanwhile.
Sessions = Annotated[async_sessionmaker[AsyncSession], Depends(_sessions)]

# scope="function": the commit happens before the answer leaves, so an answer is never a guess.
Session = Annotated[AsyncSession, Depends(open_session, scope="function")]


def is_unkeepable(error: BaseException) -> bool:
    """Whether PostgreSQL refused a text for its characters."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in (
        "22021",
        "22P05",
    )


_OUTAGES = (
    OperationalError,
    InterfaceError,
    PoolTimeout,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # so the driver says that the server went while it was speaking
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    OSError,
    TimeoutError,
)


def is_outage(error: BaseException) -> bool:
    """Whether an error says that the database is away, rather than that we did wrong."""
    origin: Any = error.orig if isinstance(error, DBAPIError) else error
    cause = getattr(origin, "__cause__", None)
    return (
        isinstance(error, _OUTAGES) or isinstance(origin, _OUTAGES) or isinstance(cause, _OUTAGES)
    )
