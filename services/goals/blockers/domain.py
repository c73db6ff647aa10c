"""What a blocker is, and when it is cleared."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from services.goals.records.domain import RecordUnknown, link_faults
from shared.errors import Invalid
from shared.schemas.goals.blockers import BlockerIn
from shared.schemas.problems import Fault


class BlockerUnknown(RecordUnknown):
    """There is no such blocker."""

    listed_at = "/v1/blockers"


class BlockerUnsound(Invalid):
    """A blocker that contradicts itself, or names what is not there."""


def require_sound(said: BlockerIn, missing: Sequence[UUID], today: date) -> None:
    """Raise BlockerUnsound, naming every contradiction; `missing` are objectives not there."""
    faults = [*_day_faults(said, today), *link_faults(said, missing)]
    if faults:
        raise BlockerUnsound(" ".join(fault.detail for fault in faults), faults)


def _day_faults(said: BlockerIn, today: date) -> Iterator[Fault]:
    opened, cleared = said.opened_on or today, said.cleared_on
    if opened > today:
        detail = "What is still to come stands in nobody's way yet."
        yield Fault(pointer="/opened_on", code="not_yet", detail=detail)
    if said.state == "cleared" and cleared is None:
        detail = "Say on which day it was cleared."
        yield Fault(pointer="/cleared_on", code="day_missing", detail=detail)
    if said.state == "open" and cleared is not None:
        detail = "With a day it is cleared: say so."
        yield Fault(pointer="/state", code="state_open", detail=detail)
    if cleared is not None and not opened <= cleared <= today:
        detail = "It is cleared after it was opened, and not in the future."
        yield Fault(pointer="/cleared_on", code="out_of_order", detail=detail)
