"""How a person works: what a target, an audit and tools make of their time and care."""

from dataclasses import dataclass

from deploy.story.course import Circumstances
from deploy.story.times import CLOSES, OPENS

TICKET_MINUTES = 110.0  # that a ticket takes a careful person, all looks at it together
USUAL_TICKETS = 3.94  # closed a day and person before any target
MARGIN = 1.08  # whoever must not miss a target aims above it
HASTIEST = 0.75  # nobody spends less than this share of what a ticket needs
AUDITED = 0.98  # what an auditor lets pass
LONGEST_OVERTIME = 60.0  # minutes


@dataclass(frozen=True)
class Pace:
    """What circumstances make of a working day."""

    minutes: float  # spent on a ticket, as a share of its own need in usual circumstances
    care: float  # 1 is all the time that the ticket needs as things stand
    clarity: float
    quota: float  # tickets after which one goes home on time
    opens: float  # minute of the day at which work at tickets begins


def pace_of(holds: Circumstances) -> Pace:
    """A target shortens the time given to a ticket, unless tools have shortened its need."""
    needed = TICKET_MINUTES * holds.minutes
    care = 1.0
    if holds.target is not None:
        wanted = (CLOSES - OPENS) / (MARGIN * holds.target * USUAL_TICKETS)
        slackest = AUDITED if holds.audited else HASTIEST
        care = min(1.0, max(slackest, wanted / needed))
    return Pace(
        minutes=holds.minutes * care,
        care=care,
        clarity=holds.clarity,
        quota=0.0 if holds.target is None else holds.target * USUAL_TICKETS,
        opens=OPENS + (CLOSES - OPENS) * holds.learning,
    )
