"""What a blocker is, and when it is cleared."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from services.goals.records.days import Course, day_faults
from services.goals.records.domain import RecordUnknown, link_faults
from shared.errors import Invalid
from shared.schemas.goals.blockers import BlockerIn

COURSE: Course = {"open": ("opened_on",), "cleared": ("opened_on", "cleared_on")}


class BlockerUnknown(RecordUnknown):
    """There is no such blocker."""

    listed_at = "/v1/blockers"


class BlockerUnsound(Invalid):
    """A blocker that contradicts itself, or names what is not there."""


def require_sound(blocker: BlockerIn, missing: Sequence[UUID], today: date) -> None:
    """Raise BlockerUnsound, naming every contradiction; `missing` are objectives not there."""
    faults = [*day_faults(blocker, COURSE, today), *link_faults(blocker, missing)]
    if faults:
        raise BlockerUnsound(" ".join(fault.detail for fault in faults), faults)
