"""Why an event is not shown, or not changed."""

from services.metrics.events.said import DELIVERED, Uncountable
from shared.errors import Conflict, Invalid, NotFound
from shared.schemas.problems import Fault


class EventUnknown(NotFound):
    """There is no such event, or none that the caller may see."""

    def __init__(self) -> None:
        super().__init__(
            "There is no event of this source and id. Percent-encode each whole, a slash as %2F."
        )


class SubjectUnclear(Conflict):
    """Several subjects have an event of this source and id."""

    def __init__(self) -> None:
        super().__init__("Several subjects have such an event; say whose with ?subject=.")


class FollowsFromDeliveries(Conflict):
    """What follows from a tool's deliveries is mended at the tool, not beside it."""

    def __init__(self, source: str) -> None:
        connector = source.removeprefix(DELIVERED)
        super().__init__(
            f"This follows from what connector {connector!r} was told of its work item. Mend the"
            " item in the tool: its next delivery corrects the fact; or replay a delivery with"
            " POST /v1/deliveries/{id}/replay."
        )


class FollowsFromFeedback(Conflict):
    """What somebody said is theirs to withdraw, and nobody's to correct."""

    def __init__(self) -> None:
        super().__init__(
            "This follows from a rating or an audit: whoever gave it may withdraw it, and give"
            " another."
        )


class EventIsVoid(Conflict):
    """A void event says nothing that could be corrected."""

    def __init__(self) -> None:
        super().__init__('This event is void; say "void": false with it to have it count again.')


class DetailDropped(Conflict):
    """Past its metric's keep, only an event's identity and its day's sum are left."""

    def __init__(self, metric: str) -> None:
        super().__init__(
            f"Events of {metric!r} are kept in detail for its `keep_days`; this one is older, and"
            " what it added to its day can no longer be told."
        )


class CorrectionUncountable(Invalid):
    """With this correction the event could not be counted."""

    def __init__(self, why: Uncountable) -> None:
        fault = Fault(pointer="", code=why.code, detail=why.detail)
        super().__init__(f"So corrected it could not be counted: {why.detail}", [fault])
