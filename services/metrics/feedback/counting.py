"""Feedback as events: counted, and taken back, by the way that all events go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.catalogue.domain import Catalogue, by_number
from services.metrics.catalogue.known import KnownMetrics
from services.metrics.events.domain import Event, event_of, identity_of
from services.metrics.events.said import Said
from services.metrics.events.store import keep_events
from services.metrics.events.taking_back import take_back
from services.metrics.group_commit import driver_within
from services.metrics.numbering import Names
from shared.errors import Invalid


class Uncounted(Invalid):
    """Feedback that no metric can count."""


@dataclass(frozen=True)
class Counting:
    """What counting needs of the process: the catalogue, names' numbers, the zone."""

    catalogue: KnownMetrics
    names: Names
    zone: ZoneInfo

    async def count(self, session: AsyncSession, facts: Sequence[Said], at: datetime) -> None:
        """Count facts, each once, in the session's transaction; Uncounted."""
        known = await self.catalogue.covering({fact.metric for fact in facts})
        events = [self._event(fact, known, at) for fact in facts]
        numbers = await self.names.numbers(
            {event.subject for event in events}, {event.source for event in events}
        )
        await keep_events(await driver_within(session), events, numbers, at)

    async def take_back(self, session: AsyncSession, facts: Sequence[Said], at: datetime) -> None:
        """Take facts back, in the session's transaction."""
        numbers = await self.names.numbers(
            {fact.subject for fact in facts}, {fact.source for fact in facts}
        )
        gone = [
            (numbers.subjects[fact.subject], identity_of(fact.source, fact.id)) for fact in facts
        ]
        connection = await driver_within(session)
        metrics = by_number(await self.catalogue.covering(set()))
        losses = await take_back(connection, dict.fromkeys(gone), metrics, self.zone, at)
        await keep_events(connection, [], numbers, at, losses=losses)

    def day_of(self, time: datetime) -> date:
        """The organization's day of a moment."""
        return time.astimezone(self.zone).date()

    def _event(self, fact: Said, known: Catalogue, at: datetime) -> Event:
        if fact.metric not in known:
            raise Uncounted(f"There is no metric {fact.metric!r} in the catalogue.")
        event = event_of(fact, *known[fact.metric], self.zone, at)
        if not isinstance(event, Event):
            raise Uncounted(event.detail)
        return event
