"""When an entry of the quarantine is settled, and when it waits on."""

from dataclasses import dataclass
from uuid import UUID

from shared.errors import Conflict, NotFound


class NotInQuarantine(NotFound):
    """The quarantine holds nothing of that id."""

    def __init__(self, entry: UUID) -> None:
        super().__init__(f"There is no {entry} in quarantine.")


class EntrySettled(Conflict):
    """What was counted, or discarded already, cannot be discarded."""

    def __init__(self, outcome: str | None) -> None:
        super().__init__(f"This entry is settled already: {outcome}.")


class EntryForgotten(Conflict):
    """The bytes of this entry are kept no more; what came of it stands."""

    def __init__(self, entry: UUID) -> None:
        super().__init__(
            f"The bytes of {entry} are kept no more, so it can be neither shown nor replayed;"
            " COUNTERPOISE_DELIVERIES_KEPT_DAYS says for how long they are, once it is settled."
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a replay: `held_for` are the reasons for which any of it cannot be counted."""

    entry: UUID
    status: str
    was_held_for: str
    held_for: frozenset[str]

    @property
    def settles(self) -> bool:
        """Whether nothing is left to do here; held for another reason, it is another entry."""
        return self.was_held_for not in self.held_for
