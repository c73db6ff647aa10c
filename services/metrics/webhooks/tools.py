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
    return _connector(await get_connector(session, said.key))


async def list_connectors(session: AsyncSession) -> list[Connector]:
    """Every connector, by key."""
    rows = await session.scalars(select(ConnectorRow).order_by(ConnectorRow.key))
    return [_connector(row) for row in rows]


async def get_connector(session: AsyncSession, key: str) -> ConnectorRow:
    """A connector with its sealed secrets; ConnectorUnknown."""
    row = await session.get(ConnectorRow, key)
    if row is None:
        raise ConnectorUnknown(key)
    return row


def _connector(row: ConnectorRow) -> Connector:
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
