"""`Idempotency-Key`: a creating POST that is repeated is answered as it was the first time."""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

from fastapi import Header, Request
from pydantic import BaseModel
from sqlalchemy import Column, LargeBinary, MetaData, Table, Text, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from shared.auth import Caller
from shared.db import Session, Sessions
from shared.errors import Conflict, Invalid
from shared.secrets import pepper_of, seal, unseal
from shared.settings import Settings

Answer = TypeVar("Answer", bound=BaseModel)
Key = Annotated[
    str | None, Header(alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[!-~]+$")
]


class KeyReused(Invalid):
    """The same Idempotency-Key came with another request."""

    def __init__(self) -> None:
        super().__init__("This Idempotency-Key was used for another request; choose a new one.")


class StillRunning(Conflict):
    """The first request with this Idempotency-Key is not finished."""

    def __init__(self) -> None:
        super().__init__("The first request with this Idempotency-Key is still being answered.")


def idempotency_table(metadata: MetaData) -> Table:
    """Where a service remembers its answers; one per service schema."""
    return Table(
        "idempotency",
        metadata,
        Column("caller", Text, primary_key=True),
        Column("key", Text, primary_key=True),
        Column("request", LargeBinary, nullable=False),
        Column("answer", Text, nullable=False),
    )


class Once:
    """Runs a creation at most once for a caller's key, in the request's own transaction."""

    def __init__(
        self,
        table: Table,
        session: AsyncSession,
        sessions: async_sessionmaker[AsyncSession],
        caller: str,
        key: str | None,
    ) -> None:
        self._table = table
        self._session = session
        self._sessions = sessions
        self._caller = caller
        self._key = key
        self._request = b""
        self._sealing: Settings | None = None

    def of(self, request: bytes, sealing: Settings | None = None) -> "Once":
        """The same, knowing what was asked, and how to seal it if there is a secret in it."""
        pepper = pepper_of(sealing) if sealing else b""
        self._request = hmac.digest(pepper, request, "sha256")
        self._sealing = sealing
        return self

    async def answered(self, kind: type[Answer]) -> Answer | None:
        """The first answer to this key, if there is one: asked before anything is judged anew.

        Its connection is given back at once: while another service is asked, none waits with us.
        """
        if self._key is None:
            return None
        async with self._sessions() as reading:
            return await self._remembered(kind, reading)

    async def __call__(self, kind: type[Answer], create: Callable[[], Awaitable[Answer]]) -> Answer:
        """The first answer to this key, or what `create` answers now."""
        if self._key is None:
            return await create()
        await self._enter()
        known = await self._remembered(kind, self._session)
        if known is not None:
            return known
        answer = await create()
        await self._remember(self._closed(answer.model_dump_json(by_alias=True)))
        return answer

    @property
    def _name(self) -> str:
        return f"{self._caller}\n{self._key}"

    def _closed(self, answer: str) -> str:
        if self._sealing is None:
            return answer
        return b64encode(seal(self._sealing, answer, self._name)).decode()

    def _opened(self, kept: str) -> str:
        if self._sealing is None:
            return kept
        return unseal(self._sealing, b64decode(kept), self._name)

    async def _enter(self) -> None:
        # Held until the transaction ends: a second request with the key meets the first one.
        name = func.hashtextextended(self._name, 0)
        if not await self._session.scalar(select(func.pg_try_advisory_xact_lock(name))):
            raise StillRunning

    async def _remembered(self, kind: type[Answer], session: AsyncSession) -> Answer | None:
        table = self._table.c
        found = await session.execute(
            select(table.request, table.answer).where(
                table.caller == self._caller, table.key == self._key
            )
        )
        row = found.first()
        if row is None:
            return None
        if row.request != self._request:
            raise KeyReused
        return kind.model_validate_json(self._opened(row.answer))

    async def _remember(self, answer: str) -> None:
        values = {"caller": self._caller, "key": self._key, "request": self._request}
        await self._session.execute(insert(self._table).values(answer=answer, **values))


def once_of(table: Table, *, secret: bool = False) -> Callable[..., Awaitable[Once]]:
    """The dependency that gives a service's routes their Once; `secret`: remember it sealed."""

    async def once(
        request: Request, session: Session, sessions: Sessions, caller: Caller, key: Key = None
    ) -> Once:
        asked = f"{request.method} {request.url.path}\n".encode() + await request.body()
        sealing = request.app.state.settings if secret else None
        return Once(table, session, sessions, caller.subject, key).of(asked, sealing)

    return once
