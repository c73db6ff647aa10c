"""Webhooks in: believed by their signature, kept as they came, answered once that is committed."""

from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Path, Request, Response

from services.metrics.webhooks import listing, store
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.registry import CONNECTORS
from services.metrics.webhooks.connectors.understanding import read
from services.metrics.webhooks.domain import (
    ConnectorUnknown,
    ConnectorUnusable,
    Delivered,
    DeliveryForgotten,
    DeliveryUnknown,
    GreetedAlready,
    SignatureRefused,
)
from services.metrics.webhooks.greetings import answer_to, greeting_of, take_secret
from services.metrics.webhooks.inbox import Inbox
from services.metrics.webhooks.passports import Passport, Passports, admit
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
    response_model=DeliveryReceipt,
    responses=refusing(
        SignatureRefused, ConnectorUnknown, BodyTooLarge, GreetedAlready, ConnectorUnusable
    ),
)
async def receive_webhook(
    connector: Annotated[Key, Path()], request: Request
) -> DeliveryReceipt | Response:
    """Signed as the tool signs. What it does not understand is kept and counted, never refused.

    A tool that greets before it delivers is answered what it waits for.
    """
    passports: Passports = request.app.state.passports
    unread = await passports.of(connector)
    received, at = await _received(request), now()
    greeting = greeting_of(unread, received)
    if greeting is not None and greeting.secret is not None:
        await take_secret(request, connector, greeting.secret)
        return answer_to(greeting)
    passport = await admit(passports, connector, received, at)
    if greeting is not None:
        return answer_to(greeting)
    inbox: Inbox = request.app.state.inbox
    return await inbox.keep(_delivered(passport, received, at))


@router.head(
    "/webhooks/{connector}",
    operation_id="greet_webhook",
    summary="Whether a tool may deliver here",
    responses=refusing(ConnectorUnknown),
)
async def greet_webhook(connector: Annotated[Key, Path()], request: Request) -> None:
    """Some tools look before they deliver."""
    await request.app.state.passports.of(connector)


async def _received(request: Request) -> Received:
    """A request as it came, at the address by which tools know us: not the one a proxy used."""
    settings = request.app.state.settings
    base = (settings.public_metrics_url or settings.metrics_url).rstrip("/")
    query = f"?{request.url.query}" if request.url.query else ""
    return Received(
        await request.body(),
        dict(request.headers),
        dict(request.query_params),
        f"{base}{request.url.path}{query}",
        request.method,
    )


def _delivered(passport: Passport, received: Received, at: datetime) -> Delivered:
    tool = CONNECTORS[passport.origin.tool]
    headers = received.kept(tool.READS)
    reading = read(tool, headers, received.body, passport.terms.options, at)
    return Delivered(uuid4(), passport.origin, headers, received.body, reading, at)


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
    found = await listing.list_deliveries(session, before=place_of(cursor), limit=limit + 1)
    following = cursor_after(found[limit - 1]) if len(found) > limit else None
    link_next(request, response, following)
    return Deliveries(items=found[:limit], next_cursor=following)


@router.post(
    "/deliveries/{delivery}/replay",
    operation_id="replay_delivery",
    summary="Understand a webhook again",
    responses=refusing(DeliveryUnknown, DeliveryForgotten, ConnectorUnknown),
)
async def replay_delivery(
    delivery: UUID, request: Request, _: Administrator, sessions: Sessions
) -> DeliveryReceipt:
    """From its bytes as they came: what only it told, and tells no more, is taken back."""
    inbox: Inbox = request.app.state.inbox
    async with sessions() as session:
        row = await store.get_delivery(session, delivery)
    if row.body is None:
        raise DeliveryForgotten(delivery)
    passport = await request.app.state.passports.of(row.connector)
    tool, options = CONNECTORS[passport.origin.tool], passport.terms.options
    reading = read(tool, row.headers, row.body, options, row.received_at)
    again = Delivered(row.id, passport.origin, row.headers, row.body, reading, now(), again=True)
    return await inbox.keep(again)
