"""Changing an objective: what was said is put in, and a live one is judged again."""

from datetime import datetime

from services.goals.measured import Measured
from services.goals.objectives.domain import changed_by
from services.goals.objectives.facts import metrics_of
from services.goals.objectives.raising import is_judged, require_no_worse
from services.goals.objectives.soundness import require_sound
from shared.schemas.goals.objectives import Objective, ObjectiveChange


async def changed(
    standing: Objective, said: ObjectiveChange, measured: Measured, at: datetime
) -> Objective:
    """The next version; the same one where nothing changes. Asks metrics only if it must."""
    after = changed_by(standing, said, at)
    if after == standing:
        return standing
    require_sound(after)
    if is_judged(standing, after):
        found = await measured.definitions(metrics_of(standing, after))
        require_no_worse(standing, after, found)
    return after.model_copy(update={"version": standing.version + 1})
