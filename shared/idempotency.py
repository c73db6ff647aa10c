"""`Idempotency-Key`: a creating POST that is repeated is answered as it was the first time."""

import hashlib
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

from fastapi import Header, Request
from pydantic import BaseModel
from sqlalchemy import Column, LargeBinary, MetaData, Table, Text, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.auth import Caller
from shared.db import Session
from shared.errors import Conflict, Invalid

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

    def __init__(self, table: Table, session: AsyncSession, caller: str, key: str | None) -> None:
        self._table = table
        self._session = session
        self._caller = caller
        self._key = key
        self._request = b""

    def of(self, request: bytes) -> "Once":
        """The same, knowing what was asked."""
        self._request = hashlib.sha256(request).digest()
        return self

    async def __call__(self, kind: type[Answer], create: Callable[[], Awaitable[Answer]]) -> Answer:
        """The first answer to this key, or what `create` answers now."""
        if self._key is None:
            return await create()
        known = await self._remembered()
        if known is not None:
            return kind.model_validate_json(known)
        answer = await create()
        await self._remember(answer.model_dump_json(by_alias=True))
        return answer

    async def _remembered(self) -> str | None:
        # Held until the transaction ends: a second request with the key meets the first one.
        name = func.hashtextextended(f"{self._caller}\n{self._key}", 0)
        if not await self._session.scalar(select(func.pg_try_advisory_xact_lock(name))):
            raise StillRunning
        table = self._table.c
        found = await self._session.execute(
            select(table.request, table.answer).where(
                table.caller == self._caller, table.key == self._key
            )
        )
        row = found.first()
        if row is None:
            return None
        if row.request != self._request:
            raise KeyReused
        return str(row.answer)

    async def _remember(self, answer: str) -> None:
        values = {"caller": self._caller, "key": self._key, "request": self._request}
        await self._session.execute(insert(self._table).values(answer=answer, **values))


def once_of(table: Table) -> Callable[..., Awaitable[Once]]:
    """The dependency that gives a service's routes their Once."""

    async def once(request: Request, session: Session, caller: Caller, key: Key = None) -> Once:
        asked = f"{request.method} {request.url.path}\n".encode() + await request.body()
        return Once(table, session, caller.subject, key).of(asked)

    return once
