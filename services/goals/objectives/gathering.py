"""Everything that an objective's progress is made of, gathered from the metrics service."""

from collections.abc import Mapping
from datetime import date

from services.goals.measured import Measured
from services.goals.objectives.facts import metrics_of
from services.goals.objectives.progressing import progress
from services.goals.objectives.readings import readable
from services.goals.objectives.span import Span
from shared.client import NotAllowedByPeer
from shared.schemas.goals.objectives import Objective
from shared.schemas.goals.progress import Progress


async def gathered(
    objective: Objective, measured: Measured, typed: Mapping[str, float], last: date
) -> tuple[Span, Progress]:
    """Progress up to a day, with the days it was read from; NotAllowedByPeer.

    Numbers that were typed are shown to those alone who may see what is measured.
    """
    found = await measured.definitions(metrics_of(objective))
    span = Span(objective, found, last)
    subject, first, last = objective.subject, span.first_day, span.as_of
    days = await measured.days(subject, span.read_live, first, last)
    if not span.read_live and subject not in await measured.visible([subject], first, last):
        raise NotAllowedByPeer("You may not see the numbers of this objective's subject.")
    return span, progress(span, readable(days, found), typed)
