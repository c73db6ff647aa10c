"""Where deliveries are kept, and what came of each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.webhooks.domain import (
    Delivered,
    DeliveryUnknown,
)
from services.metrics.webhooks.rows import DeliveryRow

KEEP_DELIVERIES = """
    insert into metrics.delivery
           (id, connector, identity, received_at, event, headers, body, status, detail, items)
    select id, connector, identity, received_at, event, headers, body, status, detail,
           array(select jsonb_array_elements_text(items))
      from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::jsonb[],
                  $7::bytea[], $8::text[], $9::text[], $10::jsonb[])
        as d (id, connector, identity, received_at, event, headers, body, status, detail, items)
     order by connector, identity
    on conflict (connector, identity) do nothing returning id
"""


HOLD_DELIVERIES = "select id, items from metrics.delivery where id = any($1) order by id for update"
KEEP_OUTCOMES = """
    update metrics.delivery set status = said.status, detail = said.detail,
           items = array(select jsonb_array_elements_text(said.items))
      from unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[])
        as said (id, status, detail, items)
     where delivery.id = said.id
"""


async def keep_deliveries(
    connection: asyncpg.Connection, deliveries: Sequence[Delivered], status: str | None = None
) -> set[UUID]:
    """Keep deliveries not yet known; answer the ids of those that were new."""
    if not deliveries:
        return set()
    rows = [_row(delivered, status) for delivered in deliveries]
    found = await connection.fetch(KEEP_DELIVERIES, *map(list, zip(*rows, strict=True)))
    return {row[0] for row in found}


async def keep_outcomes(
    connection: asyncpg.Connection, again: Sequence[Delivered]
) -> Mapping[UUID, Sequence[str]]:
    """Note what came of replays; answer the items that each delivery spoke of until now."""
    if not again:
        return {}
    before = await connection.fetch(HOLD_DELIVERIES, [one.id for one in again])
    rows = [
        (one.id, one.status, one.detail, msgspec.json.encode(one.items).decode()) for one in again
    ]
    await connection.execute(KEEP_OUTCOMES, *map(list, zip(*rows, strict=True)))
    return dict(before)


def _row(delivered: Delivered, status: str | None) -> tuple[Any, ...]:
    return (
        delivered.id,
        delivered.origin.connector,
        delivered.reading.identity,
        delivered.at,
        delivered.reading.event,
        msgspec.json.encode(delivered.headers).decode(),
        delivered.body,
        status or delivered.status,
        delivered.detail,
        msgspec.json.encode(delivered.items).decode(),
    )


async def forget_bytes(session: AsyncSession, *, before: datetime, at_most: int) -> int:
    """Drop body and headers of deliveries received before; how many there were.

    What another replica is about to forget is left to it.
    """
    old = (
        select(DeliveryRow.id)
        .where(DeliveryRow.body.is_not(None), DeliveryRow.received_at < before)
        .order_by(DeliveryRow.received_at)
        .limit(at_most)
        .with_for_update(skip_locked=True)
    )
    nothing: dict[str, Any] = {"body": None, "headers": {}}
    forgotten = update(DeliveryRow).where(DeliveryRow.id.in_(old)).values(nothing)
    return len((await session.scalars(forgotten.returning(DeliveryRow.id))).all())


async def get_delivery(session: AsyncSession, delivery: UUID) -> DeliveryRow:
    """A delivery as it came; DeliveryUnknown."""
    row = await session.get(DeliveryRow, delivery)
    if row is None:
        raise DeliveryUnknown(delivery)
    return row
