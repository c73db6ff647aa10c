"""Where connectors are kept, their secrets sealed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.webhooks.domain import ConnectorExists, ConnectorUnknown
from services.metrics.webhooks.rows import ConnectorRow
from shared.schemas.metrics.webhooks import Connector, ConnectorIn


async def add_connector(
    session: AsyncSession, said: ConnectorIn, sealed: Sequence[bytes], at: datetime
) -> Connector:
    """Keep a new connector; ConnectorExists."""
    values = {"key": said.key, "tool": said.tool, "name": said.name, "team": said.team}
    query = insert(ConnectorRow).values(**values, secrets=list(sealed), created_at=at)
    added = await session.scalar(query.on_conflict_do_nothing().returning(ConnectorRow.key))
    if added is None:
        raise ConnectorExists(said.key)
    return connector_of(await get_connector(session, said.key))


async def replace_secrets(session: AsyncSession, key: str, sealed: Sequence[bytes]) -> Connector:
    """Keep a connector's secrets instead of those before; ConnectorUnknown."""
    row = await get_connector(session, key)
    row.secrets = list(sealed)
    return connector_of(row)


async def list_connectors(session: AsyncSession, *, after: str, limit: int) -> list[Connector]:
    """A page of connectors, by key."""
    query = select(ConnectorRow).where(ConnectorRow.key > after).order_by(ConnectorRow.key)
    return [connector_of(row) for row in await session.scalars(query.limit(limit))]


async def get_connector(session: AsyncSession, key: str) -> ConnectorRow:
    """A connector with its sealed secrets; ConnectorUnknown."""
    row = await session.get(ConnectorRow, key)
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
            "created_at": row.created_at,
            "url_path": f"/v1/webhooks/{row.key}",
        }
    )
