"""Amending: an event becomes another, on record, and its days follow in the same transaction."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.events.changes import Change
from services.metrics.records import store
from services.metrics.records.domain import Standing, difference, kind_of
from services.metrics.records.holding import HeldEvent
from shared.schemas.metrics.records import EventChanged


@dataclass(frozen=True, slots=True)
class Why:
    """The reason that was given, and when."""

    reason: str
    at: datetime


async def amend(
    session: AsyncSession, event: HeldEvent, after: Standing, why: Why, zone: ZoneInfo
) -> EventChanged:
    """Have the held event say what `after` says, if that is anything else."""
    before = event.standing
    if after == before:
        return EventChanged(status="unchanged", version=before.version)
    kind = kind_of(before, after)
    change = Change(kind, event.mender.name, why.at, why.reason)
    await store.amend_event(session, after, change, difference(before, after, zone))
    return EventChanged(status=kind, version=before.version + 1)
