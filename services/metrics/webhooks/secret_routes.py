"""The secrets that tools sign with, over HTTP: rotated without a gap, and never shown."""

from typing import Annotated

from fastapi import APIRouter, Path, Request

from services.metrics.webhooks import tools
from services.metrics.webhooks.connector_routes import forget_once_committed
from services.metrics.webhooks.domain import ConnectorUnknown, SecretMissing
from services.metrics.webhooks.terms import require_secrets, sealed
from shared.auth import Administrator
from shared.db import Session
from shared.openapi import refusing
from shared.schemas.metrics.connectors import Connector, SecretsIn
from shared.schemas.words import Key

router = APIRouter(prefix="/v1/connectors", tags=["webhooks"])


@router.put(
    "/{key}/secrets",
    operation_id="put_connector_secrets",
    summary="Rotate a connector's secrets",
    responses=refusing(ConnectorUnknown, SecretMissing),
)
async def put_secrets(
    key: Annotated[Key, Path()],
    said: SecretsIn,
    request: Request,
    _: Administrator,
    session: Session,
) -> Connector:
    """Say the new one and the old, change it at the tool, then say the new one alone.

    A secret left out is good no more at once, and within five seconds in every other process.
    """
    row = await tools.get_connector(session, key, to_change=True)
    require_secrets(row.tool, said.secrets)
    changes = {"secrets": sealed(request.app.state.settings, key, said.secrets)}
    connector = await tools.change_connector(session, row, changes)
    forget_once_committed(request, session, key)
    return connector
