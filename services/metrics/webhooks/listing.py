"""Deliveries as they are listed: each with what its items come to now."""

from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.webhooks.rows import DeliveryRow
from services.metrics.work_items.keeping import Kept, Uncounted
from services.metrics.work_items.rows import WorkItemRow
from shared.schemas.metrics import webhooks as schemas


async def list_deliveries(
    session: AsyncSession, *, before: tuple[datetime, UUID] | None, limit: int
) -> list[schemas.Delivery]:
    """A page of deliveries, newest first, each with the facts that its items yield now."""
    query = select(DeliveryRow).order_by(DeliveryRow.received_at.desc(), DeliveryRow.id.desc())
    if before is not None:
        moment, delivery = before
        place = (DeliveryRow.received_at < moment) | (
            (DeliveryRow.received_at == moment) & (DeliveryRow.id < delivery)
        )
        query = query.where(place)
    rows = (await session.scalars(query.limit(limit))).all()
    wanted = {item for row in rows for item in row.items}
    found = await session.scalars(select(WorkItemRow).where(WorkItemRow.item.in_(wanted)))
    items = {item.item: item for item in found}
    return [_delivery(row, [items[key] for key in row.items if key in items]) for row in rows]


def _delivery(row: DeliveryRow, items: list[WorkItemRow]) -> schemas.Delivery:
    return schemas.Delivery.model_validate(
        {
            "id": str(row.id),
            "status": row.status,
            "detail": row.detail,
            "connector": row.connector,
            "received_at": row.received_at,
            "event": row.event,
            "replayable": row.body is not None,
            "items": row.items,
            "facts": [_fact(fact) for item in items for fact in item.facts],
            "uncounted": [_uncounted(fact) for item in items for fact in item.uncounted],
        }
    )


def _fact(fact: object) -> schemas.Fact:
    kept = msgspec.convert(fact, Kept)
    return schemas.Fact(metric=kept.metric, subject=kept.subject, time=kept.time, value=kept.value)


def _uncounted(fact: object) -> schemas.Uncounted:
    kept = msgspec.convert(fact, Uncounted)
    return schemas.Uncounted(metric=kept.metric, code=kept.code, detail=kept.detail)
