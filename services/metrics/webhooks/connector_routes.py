"""Connectors over HTTP: the tools that may deliver, how each is read."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from services.metrics.tables import idempotency
from services.metrics.webhooks import tools
from services.metrics.webhooks.domain import (
    ConnectorExists,
    ConnectorUnknown,
    OptionsRefused,
    SecretMissing,
)
from services.metrics.webhooks.passports import Passports
from services.metrics.webhooks.terms import agreed, require_secrets, sealed
from shared.afterwards import once_committed
from shared.auth import Administrator
from shared.clock import now
from shared.db import Session
from shared.edits import ChangedMeanwhile, VersionRequired, etag_of, require_match
from shared.headers import IfMatch
from shared.idempotency import Once, StillRunning, once_of
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cursor_of, key_of, link_next
from shared.schemas.metrics.connectors import (
    Connector,
    ConnectorChange,
    ConnectorIn,
    Connectors,
)
from shared.schemas.words import Key

router = APIRouter(prefix="/v1/connectors", tags=["webhooks"])


@router.post(
    "",
    status_code=201,
    operation_id="add_connector",
    summary="Connect a tool",
    responses=refusing(ConnectorExists, OptionsRefused, SecretMissing, StillRunning),
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
    require_secrets(said.tool, said.secrets)
    options = await agreed(said.tool, said.options, request.app.state.known_metrics)
    said = said.model_copy(update={"options": options})
    secrets = sealed(request.app.state.settings, said.key, said.secrets)
    connector = await once(Connector, lambda: tools.add_connector(session, said, secrets, now()))
    response.headers["Location"] = f"/v1/connectors/{connector.key}"
    response.headers["ETag"] = etag_of(connector.version)
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
    key: Annotated[Key, Path()], response: Response, _: Administrator, session: Session
) -> Connector:
    """A connector, without its secrets, and the ETag that a change must name."""
    connector = tools.connector_of(await tools.get_connector(session, key))
    response.headers["ETag"] = etag_of(connector.version)
    return connector


@router.patch(
    "/{key}",
    operation_id="change_connector",
    summary="Change how a tool is read",
    responses=refusing(ConnectorUnknown, OptionsRefused, ChangedMeanwhile, VersionRequired),
)
async def change_connector(
    key: Annotated[Key, Path()],
    said: ConnectorChange,
    request: Request,
    response: Response,
    _: Administrator,
    session: Session,
    if_match: IfMatch = None,
) -> Connector:
    """From the next delivery on; replay those before to have them read so too."""
    row = await tools.get_connector(session, key, to_change=True)
    require_match(if_match, row.version)
    changes = said.model_dump(exclude_unset=True)
    if said.options is not None:
        known = request.app.state.known_metrics
        changes["options"] = await agreed(row.tool, said.options, known)
    connector = await tools.change_connector(session, row, changes)
    forget_once_committed(request, session, key)
    response.headers["ETag"] = etag_of(connector.version)
    return connector


def forget_once_committed(request: Request, session: Session, key: str) -> None:
    """Have the change seen at the connector's next delivery."""
    passports: Passports = request.app.state.passports
    once_committed(session, lambda: passports.forget(key))
