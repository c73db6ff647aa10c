"""Where API keys are kept."""

from collections.abc import Set
from datetime import datetime

from sqlalchemy import literal, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.keys.domain import Grant, KeyUnknown
from services.metrics.keys.rows import ApiKeyRow
from shared.pages import CursorUnknown
from shared.schemas.metrics.keys import ApiKey


def _key_of(row: ApiKeyRow) -> ApiKey:
    return ApiKey.model_validate(row, from_attributes=True)


async def add_key(session: AsyncSession, key: ApiKey, digest: bytes) -> None:
    """Keep a new key."""
    await session.execute(insert(ApiKeyRow).values(digest=digest, **key.model_dump()))


async def list_keys(session: AsyncSession, *, after: str, limit: int) -> list[ApiKey]:
    """A page of keys, newest first, after the key of an id; CursorUnknown."""
    query = select(ApiKeyRow).order_by(ApiKeyRow.created_at.desc(), ApiKeyRow.id.desc())
    if after:
        last = await session.get(ApiKeyRow, after)
        if last is None:
            raise CursorUnknown
        place = tuple_(ApiKeyRow.created_at, ApiKeyRow.id)
        query = query.where(place < tuple_(literal(last.created_at), literal(last.id)))
    return [_key_of(row) for row in await session.scalars(query.limit(limit))]


async def revoke_key(session: AsyncSession, key: str, at: datetime) -> None:
    """End a key; a second time changes nothing. KeyUnknown."""
    if await session.get(ApiKeyRow, key) is None:
        raise KeyUnknown(key)
    mine = (ApiKeyRow.id == key) & ApiKeyRow.revoked_at.is_(None)
    await session.execute(update(ApiKeyRow).where(mine).values(revoked_at=at))


async def find_grant(session: AsyncSession, key: str) -> Grant | None:
    """What a key may do, by its public id."""
    return (await find_grants(session, {key})).get(key)


async def find_grants(session: AsyncSession, keys: Set[str]) -> dict[str, Grant]:
    """What keys may do, by their public ids; of keys revoked or expired what they might."""
    rows = await session.scalars(select(ApiKeyRow).where(ApiKeyRow.id.in_(keys)))
    return {row.id: _grant_of(row) for row in rows}


def _grant_of(row: ApiKeyRow) -> Grant:
    return Grant(
        id=row.id,
        digest=row.digest,
        sources=tuple(row.sources),
        metrics=frozenset(row.metrics),
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        scope=row.scope,
    )
