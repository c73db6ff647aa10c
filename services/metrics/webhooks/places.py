"""Cursors over deliveries: newest first, by moment and id."""

from datetime import UTC, datetime
from uuid import UUID

from shared.pages import CursorUnknown, cursor_of, key_of
from shared.schemas.metrics.webhooks import Delivery

Place = tuple[datetime, UUID]


def cursor_after(delivery: Delivery) -> str:
    """The cursor that goes on after a delivery."""
    return cursor_of(f"{delivery.received_at.isoformat()} {delivery.id}")


def place_of(cursor: str | None) -> Place | None:
    """The place that a cursor goes on from; None at the beginning. CursorUnknown."""
    if cursor is None:
        return None
    try:
        moment, _, delivery = key_of(cursor).partition(" ")
        return datetime.fromisoformat(moment).astimezone(UTC), UUID(delivery)
    except (ValueError, OverflowError) as error:
        raise CursorUnknown from error
