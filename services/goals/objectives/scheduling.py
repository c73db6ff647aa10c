"""Whether reviews are not only meant but scheduled."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from services.goals.reviews.occurrences import Rhythm, occurrences
from shared.schemas.goals.cadences import ReviewCadence, ReviewKind
from shared.schemas.goals.objectives import Period

ZONE = ZoneInfo("UTC")  # at which hour people meet does not matter here
AFTER = timedelta(days=120)  # a quarter is looked back at once it is over
ENOUGH = timedelta(days=250)  # of a long period: each kind of review comes round in it


def never_met(cadence: ReviewCadence, period: Period | None) -> list[ReviewKind]:
    """The kinds of review that a cadence names, but nobody meets for about a period."""
    if period is None:
        return []
    rhythm = Rhythm(cadence, ZONE, period.first_day, period.last_day)
    start = max(period.first_day, cadence.meeting.starting or period.first_day)
    last = min(period.last_day, start + ENOUGH) + AFTER
    met = {each.kind for each in occurrences(rhythm, period.first_day, last)}
    named: list[tuple[ReviewKind, object]] = [
        ("throughput", cadence.throughput),
        ("performance", cadence.performance),
    ]
    return [kind for kind, often in named if often is not None and kind not in met]
