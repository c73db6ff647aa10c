"""Whoever changes an objective: what they say is judged, kept, and put on record."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from services.goals.objectives import store
from services.goals.objectives.domain import edit_of
from services.goals.objectives.editing import changed
from services.goals.objectives.inquiry import Inquiring
from services.goals.objectives.placing import require_no_cycle, require_parent
from services.goals.planners import Planner
from shared.auth import Person
from shared.clock import now
from shared.db import Session
from shared.edits import require_match
from shared.schemas.goals.objectives import Objective, ObjectiveChange


@dataclass(frozen=True)
class EditorOf:
    """Changes objectives on behalf of a caller who sets them."""

    caller: Person
    session: Session
    inquiry: Inquiring

    async def change(
        self, standing: Objective, said: ObjectiveChange, if_match: str | None
    ) -> Objective:
        """The next version, kept with what made it; the same one where nothing changes."""
        require_match(if_match, standing.version)
        at = now()
        after = await changed(standing, said, self.inquiry, at)
        if after.parent != standing.parent:
            await require_parent(self.session, after)
            await require_no_cycle(self.session, after)
        if after is not standing:
            edit = edit_of(standing, after, by=self.caller.subject, at=at, why=said.why)
            await store.keep_objective(self.session, after, edit)
        return after


async def _editor(caller: Planner, session: Session, inquiry: Inquiring) -> EditorOf:
    return EditorOf(caller, session, inquiry)


Editor = Annotated[EditorOf, Depends(_editor)]
