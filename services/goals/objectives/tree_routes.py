"""The tree of an objective over HTTP: what it serves, and what serves it."""

from collections.abc import Sequence

from fastapi import APIRouter

from services.goals.measured import ForCaller, Measured
from services.goals.objectives import tree_store
from services.goals.objectives.domain import ObjectiveUnknown
from services.goals.objectives.standing import Standing
from services.goals.objectives.tree import Branch, grown
from shared.auth import Caller
from shared.db import Sessions
from shared.openapi import refusing
from shared.schemas.goals.tree import Tree

router = APIRouter(prefix="/v1/objectives/{objective_id}", tags=["objectives"])


@router.get(
    "/tree",
    operation_id="get_objective_tree",
    summary="What an objective serves, and all that serves it",
    responses=refusing(ObjectiveUnknown),
)
async def get_objective_tree(
    standing: Standing, _: Caller, sessions: Sessions, measured: ForCaller
) -> Tree:
    """Each with where it stood at its latest check-in, rolled up from the leaves.

    Shares are of the days of the check-ins; `…/progress` reads one objective's live. Numbers of
    subjects that the caller may not see are left out, and rolled up into nothing.
    """
    async with sessions() as session:
        branches, truncated = await tree_store.get_branches(session, standing.id)
        above = await tree_store.get_above(session, standing.id)
    root = grown(branches, await _visible(branches, measured))
    return Tree(above=above, objective=root, truncated=truncated)


async def _visible(branches: Sequence[Branch], measured: Measured) -> set[str] | None:
    firsts = [branch.first_day for branch in branches if branch.first_day]
    lasts = [branch.last_day for branch in branches if branch.last_day]
    if not firsts:
        return set()
    subjects = {branch.aligned.subject for branch in branches if branch.standing}
    return await measured.visible_unless_away(sorted(subjects), min(firsts), max(lasts))
