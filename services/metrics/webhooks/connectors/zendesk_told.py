"""One of Zendesk's ticket events, as it was told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from msgspec import UNSET, UnsetType

from services.metrics.webhooks.connectors.reading import login, within
from services.metrics.webhooks.connectors.times import instant
from services.metrics.work_items.transitions import Kind, State, Transition, identity_of


@dataclass(frozen=True, slots=True)
class Told:
    """An event about a ticket, and the moment it speaks of."""

    said: Any
    item: str
    at: datetime

    def of(self, *path: str) -> Any:
        """What the event itself says, beside the ticket's detail."""
        return within(self.said, "event", *path)

    def detail(self, name: str) -> Any:
        """What the ticket was like."""
        return within(self.said, "detail", name)

    def happened(
        self,
        kind: Kind,
        *,
        at: datetime | None = None,
        actor: str | None = None,
        before: State | None = None,
    ) -> Transition:
        """A transition with all that every event says of the ticket."""
        who = actor or login(self.detail("actor_id"))
        return Transition(
            item=self.item,
            work="ticket",
            kind=kind,
            id=identity_of(kind, self.at, login(within(self.said, "id")), self.comment("id")),
            at=at or self.at,
            actor=None if who == login(self.detail("requester_id")) else who,
            assignee=self.assignee(),
            created_at=instant(self.detail("created_at")),
            before=before,
            action=login(self.of("meta", "sequence", "id")),
        )

    def comment(self, *path: str) -> str | None:
        """An id that the event's comment holds."""
        return login(self.of("comment", *path))

    def assignee(self) -> str | UnsetType | None:
        """Who has the ticket; unset where the event leaves it open."""
        detail = within(self.said, "detail")
        told = isinstance(detail, dict) and "assignee_id" in detail
        return login(self.detail("assignee_id")) if told else UNSET
