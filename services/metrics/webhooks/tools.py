"""Where connectors are kept, their secrets sealed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.webhooks.domain import ConnectorExists, ConnectorUnknown, GreetedAlready
from services.metrics.webhooks.rows import ConnectorRow
from shared.schemas.metrics.connectors import Connector, ConnectorIn


async def add_connector(
    session: AsyncSession, said: ConnectorIn, sealed: Sequence[bytes], at: datetime
) -> Connector:
    """Keep a new connector; ConnectorExists."""
    values = said.model_dump(include={"key", "tool", "name", "team", "options"})
    query = insert(ConnectorRow).values(**values, secrets=list(sealed), created_at=at)
    added = await session.scalar(query.on_conflict_do_nothing().returning(ConnectorRow.key))
    if added is None:
        raise ConnectorExists(said.key)
    return connector_of(await get_connector(session, said.key))


async def change_connector(
    session: AsyncSession, row: ConnectorRow, said: Mapping[str, Any]
) -> Connector:
    """Keep what was said of a connector, as its next version."""
    for name, value in {**said, "version": row.version + 1}.items():
        setattr(row, name, value)
    await session.flush()
    return connector_of(row)


async def take_first_secret(session: AsyncSession, key: str, sealed: bytes) -> None:
    """Keep the secret that a tool brought, unless the connector has one; GreetedAlready."""
    lacking = (ConnectorRow.key == key) & (func.cardinality(ConnectorRow.secrets) == 0)
    values = {"secrets": [sealed], "version": ConnectorRow.version + 1}
    query = update(ConnectorRow).where(lacking).values(values).returning(ConnectorRow.key)
    if await session.scalar(query) is None:
        raise GreetedAlready(key)


async def list_connectors(session: AsyncSession, *, after: str, limit: int) -> list[Connector]:
    """A page of connectors, by key."""
    query = select(ConnectorRow).where(ConnectorRow.key > after).order_by(ConnectorRow.key)
    return [connector_of(row) for row in await session.scalars(query.limit(limit))]


async def get_connector(
    session: AsyncSession, key: str, *, to_change: bool = False
) -> ConnectorRow:
    """A connector with its sealed secrets; ConnectorUnknown."""
    row = await session.get(ConnectorRow, key, with_for_update=to_change or None)
    if row is None:
        raise ConnectorUnknown(key)
    return row


def connector_of(row: ConnectorRow) -> Connector:
    """A connector as it may be shown: without its secrets."""
    return Connector.model_validate(
        {
            "key": row.key,
            "tool": row.tool,
            "name": row.name,
            "team": row.team,
            "options": row.options,
            "version": row.version,
            "created_at": row.created_at,
            "url_path": f"/v1/webhooks/{row.key}",
        }
    )
