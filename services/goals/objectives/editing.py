"""Changing an objective: what was said is put in, and a live one is judged again."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from services.goals.objectives.backing import require_backed
from services.goals.objectives.domain import changed_by
from services.goals.objectives.inquiry import Inquiry
from services.goals.objectives.raising import asks_for_more, is_judged, loosens, require_no_worse
from services.goals.objectives.soundness import require_sound
from shared.schemas.goals.objectives import Objective, ObjectiveChange


async def changed(
    standing: Objective, said: ObjectiveChange, inquiry: Inquiry, at: datetime
) -> Objective:
    """The next version; the same one where nothing changes. Asks metrics only if it must."""
    after = changed_by(standing, said, at)
    if after == standing:
        return standing
    require_sound(after)
    following: dict[str, Any] = {"version": standing.version + 1}
    if is_judged(standing, after) and await _is_more(standing, after, inquiry):
        following["targets_set_on"] = inquiry.today
    if standing.state == "active" and loosens(standing, after):
        following["guarded_since"] = inquiry.today
    return after.model_copy(update=following)


async def _is_more(standing: Objective, after: Objective, inquiry: Inquiry) -> bool:
    """Whether more is asked; ChecklistFails or RaiseRefused where that may not be, or not yet."""
    facts = await inquiry.facts(after, standing)
    around = replace(facts.around, parent=await inquiry.parent_of(standing))
    before = replace(facts, objective=standing, around=around)
    require_no_worse(before, facts)
    if not asks_for_more(before, facts):
        return False
    require_backed(await inquiry.backing(standing, facts.around.improvements))
    return True
