"""What was done to an event: each change with what the event said before and after it."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.records.refusals import EventUnknown
from services.metrics.records.store import Place, get_event
from services.metrics.records.telling import said_of
from shared.pages import CursorUnknown
from shared.schemas.metrics.records import EventChange, EventSaid

_CHANGES = text(
    """
    select change.version, kind, at, by, reason, metric.key as metric, before
      from metrics.event_change as change
      join metrics.metric on metric_id = cast(before ->> 'metric_id' as int)
     where subject_id = :subject_id and identity = :identity and change.version > :after
     order by change.version limit :limit
    """
).columns(before=JSONB)


async def list_changes(
    session: AsyncSession, place: Place, *, after: str, limit: int
) -> list[EventChange]:
    """A page of what was done to the event of a place, in order; CursorUnknown."""
    if not (after or "0").isdecimal() or len(after) > 9:
        raise CursorUnknown
    key = {"subject_id": place.subject_id, "identity": place.identity}
    asked = key | {"after": int(after or 0), "limit": limit + 1}
    rows = (await session.execute(_CHANGES, asked)).all()
    said = [_said(row) for row in rows]
    followed = [*said[1:], await _stands(session, place)] if len(rows) <= limit else said[1:]
    return [_change(*one) for one in zip(rows, said, followed, strict=False)]


async def _stands(session: AsyncSession, place: Place) -> EventSaid | None:
    try:
        return said_of(await get_event(session, place))
    except EventUnknown:
        return None


def _said(row: Any) -> EventSaid:
    said = {"metric": row.metric, "received_at": row.before["received"]}
    kept = {"value": row.before.get("value"), "attributes": row.before.get("attributes") or {}}
    return EventSaid.model_validate({**row.before, **said, **kept})


def _change(row: Any, before: EventSaid, after: EventSaid | None) -> EventChange:
    return EventChange(
        version=row.version,
        kind=row.kind,
        at=row.at,
        by=row.by,
        reason=row.reason,
        before=before,
        after=None if row.kind == "taken_back" else after,
    )
