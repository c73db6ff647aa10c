"""A kept event as we tell it."""

from services.metrics.records.domain import Standing
from shared.schemas.metrics.records import Event, EventSaid


def said_of(standing: Standing) -> EventSaid:
    """What an event says."""
    return EventSaid.model_validate(standing, from_attributes=True)


def told(standing: Standing) -> Event:
    """An event as it stands."""
    return Event.model_validate(standing, from_attributes=True)
