"""A ticket and everything that befalls it."""

from dataclasses import dataclass, field
from typing import Literal

Status = Literal["NEW", "OPEN", "PENDING", "HOLD", "SOLVED"]
Kind = Literal["created", "replied", "status_changed", "assigned"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that befell a ticket, and where it left it."""

    kind: Kind
    at: float  # minutes of the story
    by: int | None  # the agent, or None for the customer
    assignee: int
    status: Status
    before: Status
    assignee_before: int

    @property
    def opens(self) -> int:
        """What it adds to the tickets that are open."""
        if self.kind == "created":
            return 1
        return (self.before == "SOLVED") - (self.status == "SOLVED")


@dataclass(slots=True)
class Ticket:
    """A customer's question."""

    number: int
    minutes: float  # that a careful person needs for it
    assignee: int
    status: Status = "OPEN"
    solves: int = 0
    steps: list[Step] = field(default_factory=list)

    def arrive(self, at: float) -> None:
        """The customer writes, and the ticket is given to its assignee."""
        self._note("created", at, None)

    def reply(self, at: float) -> None:
        """The assignee writes to the customer."""
        self._note("replied", at, self.assignee)

    def become(self, status: Status, at: float, *, by_customer: bool = False) -> None:
        """The ticket's status changes."""
        before, self.status = self.status, status
        self.solves += status == "SOLVED"
        self._note("status_changed", at, None if by_customer else self.assignee, before)

    def hand_over(self, assignee: int, at: float) -> None:
        """Somebody else takes it on."""
        before, self.assignee = self.assignee, assignee
        self._note("assigned", at, assignee, assignee_before=before)

    def _note(
        self,
        kind: Kind,
        at: float,
        by: int | None,
        before: Status | None = None,
        assignee_before: int | None = None,
    ) -> None:
        self.steps.append(
            Step(
                kind,
                at,
                by,
                self.assignee,
                self.status,
                self.status if before is None else before,
                self.assignee if assignee_before is None else assignee_before,
            )
        )
