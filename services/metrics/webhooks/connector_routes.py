"""Connectors over HTTP: the tools that may deliver, and the secrets they sign with."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from services.metrics.tables import idempotency
from services.metrics.webhooks import tools
from services.metrics.webhooks.domain import ConnectorExists, ConnectorUnknown
from services.metrics.webhooks.passports import Passports
from shared.afterwards import once_committed
from shared.auth import Administrator
from shared.clock import now
from shared.db import Session
from shared.idempotency import Once, StillRunning, once_of
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cursor_of, key_of, link_next
from shared.schemas.metrics.webhooks import Connector, ConnectorIn, Connectors, SecretsIn
from shared.schemas.words import Key
from shared.secrets import seal

router = APIRouter(prefix="/v1/connectors", tags=["webhooks"])


@router.post(
    "",
    status_code=201,
    operation_id="add_connector",
    summary="Connect a tool",
    responses=refusing(ConnectorExists, StillRunning),
)
async def add_connector(
    said: ConnectorIn,
    request: Request,
    response: Response,
    _: Administrator,
    session: Session,
    once: Annotated[Once, Depends(once_of(idempotency, secret=True))],
) -> Connector:
    """Its secrets are sealed and never shown again; give `url_path` to the tool."""
    sealed = _sealed(request, said.key, said)
    connector = await once(Connector, lambda: tools.add_connector(session, said, sealed, now()))
    response.headers["Location"] = f"/v1/connectors/{connector.key}"
    return connector


@router.get("", operation_id="list_connectors", summary="The tools that may deliver")
async def list_connectors(
    request: Request,
    response: Response,
    _: Administrator,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Connectors:
    """Every connector by key, without its secrets."""
    found = await tools.list_connectors(session, after=key_of(cursor), limit=limit + 1)
    following = cursor_of(found[limit - 1].key) if len(found) > limit else None
    link_next(request, response, following)
    return Connectors(items=found[:limit], next_cursor=following)


@router.get(
    "/{key}",
    operation_id="get_connector",
    summary="One connector",
    responses=refusing(ConnectorUnknown),
)
async def get_connector(
    key: Annotated[Key, Path()], _: Administrator, session: Session
) -> Connector:
    """A connector, without its secrets."""
    return tools.connector_of(await tools.get_connector(session, key))


@router.put(
    "/{key}/secrets",
    operation_id="put_connector_secrets",
    summary="Rotate a connector's secrets",
    responses=refusing(ConnectorUnknown),
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
    connector = await tools.replace_secrets(session, key, _sealed(request, key, said))
    passports: Passports = request.app.state.passports
    once_committed(session, lambda: passports.forget(key))
    return connector


def _sealed(request: Request, key: str, said: ConnectorIn | SecretsIn) -> list[bytes]:
    settings = request.app.state.settings
    return [seal(settings, secret.get_secret_value(), key) for secret in said.secrets]
