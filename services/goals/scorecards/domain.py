"""What makes a scorecard sound: one number of each kind, and each number in its place."""

from collections.abc import Mapping, Sequence

from services.goals.records.domain import fields_after
from services.goals.reviews.working import meeting_faults
from services.goals.scorecards.expectations import expectation_faults
from services.goals.scorecards.places import place_faults, places
from shared.edits import require_match
from shared.errors import Invalid, NotFound, PreconditionFailed
from shared.schemas.goals.history import Edit
from shared.schemas.goals.scorecards import Purpose, Scorecard
from shared.schemas.metrics.catalogue import Metric


class ScorecardUnknown(NotFound):
    """No scorecard was written for the role."""

    def __init__(self, role: str) -> None:
        super().__init__(f"The role {role!r} has no scorecard yet; PUT one.")


class ScorecardExists(PreconditionFailed):
    """The role has a scorecard, and the caller meant to write its first."""

    def __init__(self, role: str) -> None:
        super().__init__(f"The role {role!r} has a scorecard; read it and send its ETag.")


class NothingToChange(PreconditionFailed):
    """The role has no scorecard, and the caller meant to change one."""

    def __init__(self, role: str) -> None:
        super().__init__(f"The role {role!r} has no scorecard; PUT it without If-Match.")


class NotYetWritten(NotFound):
    """The role got its first scorecard only after the day that was asked for."""

    def __init__(self) -> None:
        super().__init__("It was written later; ask for a later day.")


class ScorecardUnsound(Invalid):
    """A metric that is unknown, repeated, or not of the kind its place asks for."""


def next_version(
    role: str, version: int | None, *, if_match: str | None, if_none_match: str | None
) -> int:
    """The version that a PUT makes; refused where it was made from another."""
    if version is None:
        if if_match is not None:
            raise NothingToChange(role)
        return 1
    if if_none_match is not None:
        raise ScorecardExists(role)
    require_match(if_match, version)
    return version + 1


def as_it_stood(edits: Sequence[Edit]) -> Scorecard:
    """The scorecard that a history leads to; NotYetWritten where it is empty."""
    if not edits:
        raise NotYetWritten
    last = edits[-1]
    made = {"version": last.version, "changed_by": last.by, "changed_at": last.at}
    return Scorecard.model_validate(fields_after(edits) | made)


def require_sound(said: Purpose, found: Mapping[str, Metric]) -> None:
    """Raise ScorecardUnsound, naming every metric that is out of place."""
    faults = [*place_faults(places(said), found), *expectation_faults(said)]
    faults += meeting_faults(said.review_cadence.meeting, "/review_cadence/meeting")
    if faults:
        raise ScorecardUnsound(" ".join(fault.detail for fault in faults), faults)
