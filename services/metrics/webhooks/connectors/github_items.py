"""What GitHub's deliveries say of pull requests and issues alike."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.metrics.webhooks.connectors.reading import login, text, within, word
from services.metrics.webhooks.connectors.times import instant
from services.metrics.work_items.transitions import Kind, Transition, Work, identity_of


@dataclass(frozen=True, slots=True)
class Told:
    """A delivery, and under which name it holds its work item."""

    said: Any
    part: str

    @property
    def action(self) -> str:
        """What was done."""
        return word(within(self.said, "action"))

    @property
    def item(self) -> str | None:
        """The item's key, as GitHub itself writes it: `github:octo/hello#12`."""
        repository = text(within(self.said, "repository", "full_name"))
        number = login(self.of("number")) or login(within(self.said, "number"))
        return f"github:{repository}#{number}" if repository and number else None

    def of(self, *path: str) -> Any:
        """What the work item was like."""
        return within(self.said, self.part, *path)

    def first_time(self, *names: str) -> datetime | None:
        """The first of the item's times that is known."""
        times = (instant(self.of(name)) for name in names)
        return next((at for at in times if at is not None), None)

    def happened(self, work: Work, kind: Kind, at: datetime, mark: object = "") -> Transition:
        """A transition as every delivery tells it; `mark` tells apart what is simultaneous."""
        assert self.item is not None
        return Transition(
            item=self.item,
            work=work,
            kind=kind,
            id=identity_of(kind, at, mark),
            at=at,
            actor=human(within(self.said, "sender")),
            created_at=self.first_time("created_at"),
        )


def is_bot(user: Any) -> bool:
    """Bots say so in their type, their login, or both."""
    name = login(within(user, "login")) or ""
    return word(within(user, "type")) == "bot" or name.lower().endswith("[bot]")


def human(user: Any) -> str | None:
    """The login of a user who is no bot."""
    return None if is_bot(user) else login(within(user, "login"))
