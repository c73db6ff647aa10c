"""Webhooks in: believed by their signature, kept as they came, answered once that is committed."""

from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Path, Request, Response

from services.metrics.webhooks import store
from services.metrics.webhooks.connectors.reading import header
from services.metrics.webhooks.connectors.registry import CONNECTORS
from services.metrics.webhooks.connectors.shape import read
from services.metrics.webhooks.domain import (
    ConnectorUnknown,
    Delivered,
    DeliveryUnknown,
    SignatureRefused,
)
from services.metrics.webhooks.inbox import Inbox
from services.metrics.webhooks.passports import Passports, admit
from services.metrics.webhooks.places import cursor_after, place_of
from shared.auth import Administrator
from shared.clock import now
from shared.db import Session, Sessions
from shared.gate import BodyTooLarge
from shared.openapi import refusing
from shared.pages import Cursor, Limit, link_next
from shared.schemas.metrics.webhooks import (
    Deliveries,
    DeliveryReceipt,
)
from shared.schemas.words import Key

router = APIRouter(prefix="/v1", tags=["webhooks"])


@router.post(
    "/webhooks/{connector}",
    operation_id="receive_webhook",
    summary="Where a tool delivers",
    responses=refusing(SignatureRefused, ConnectorUnknown, BodyTooLarge),
)
async def receive_webhook(connector: Annotated[Key, Path()], request: Request) -> DeliveryReceipt:
    """Signed as the tool signs. What it does not understand is kept and counted, never refused."""
    state = request.app.state
    passports: Passports = state.passports
    headers, at = dict(request.headers), now()
    await passports.of(connector)
    body = await request.body()
    passport = await admit(passports, connector, headers, body, at)
    inbox: Inbox = state.inbox
    tool = CONNECTORS[passport.origin.tool]
    kept = {name: told for name in tool.READS if (told := header(headers, name)) is not None}
    reading = read(tool, headers, body)
    return await inbox.keep(Delivered(uuid4(), passport.origin, kept, body, reading, at))


@router.get("/deliveries", operation_id="list_deliveries", summary="Every webhook received")
async def list_deliveries(
    request: Request,
    response: Response,
    _: Administrator,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Deliveries:
    """Newest first: what was understood of each, and the facts that its items yield now."""
    found = await store.list_deliveries(session, before=place_of(cursor), limit=limit + 1)
    following = cursor_after(found[limit - 1]) if len(found) > limit else None
    link_next(request, response, following)
    return Deliveries(items=found[:limit], next_cursor=following)


@router.post(
    "/deliveries/{delivery}/replay",
    operation_id="replay_delivery",
    summary="Understand a webhook again",
    responses=refusing(DeliveryUnknown, ConnectorUnknown),
)
async def replay_delivery(
    delivery: UUID, request: Request, _: Administrator, sessions: Sessions
) -> DeliveryReceipt:
    """From its bytes as they came; what was counted before is not counted twice."""
    inbox: Inbox = request.app.state.inbox
    async with sessions() as session:
        row = await store.get_delivery(session, delivery)
    passport = await request.app.state.passports.of(row.connector)
    reading = read(CONNECTORS[passport.origin.tool], row.headers, row.body)
    again = Delivered(row.id, passport.origin, row.headers, row.body, reading, now(), again=True)
    receipt = await inbox.keep(again)
    async with sessions.begin() as session:
        await store.keep_outcome(session, again)
    return receipt
