"""The key results of an objective over HTTP, one by one, each by its metric."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Response

from services.goals.objectives.change_routes import EDITS
from services.goals.objectives.domain import ObjectiveUnknown, ObjectiveUnsound
from services.goals.objectives.editor import Editor
from services.goals.objectives.standing import Standing
from shared.auth import Caller
from shared.edits import etag_of
from shared.errors import NotFound
from shared.headers import IfMatch
from shared.openapi import refusing
from shared.schemas.goals.key_results import AimSaid, KeyResult, KeyResults
from shared.schemas.goals.objectives import MOST_KEY_RESULTS, Objective, ObjectiveChange
from shared.schemas.words import Key, Sentence

router = APIRouter(prefix="/v1/objectives/{objective_id}/key_results", tags=["objectives"])


class KeyResultUnknown(NotFound):
    """The objective has no key result of this metric."""

    def __init__(self, metric: str) -> None:
        super().__init__(f"{metric!r} is no key result of this objective; PUT makes it one.")


@router.get(
    "",
    operation_id="list_key_results",
    summary="An objective's key results",
    responses=refusing(ObjectiveUnknown),
)
async def list_key_results(standing: Standing, response: Response, _: Caller) -> KeyResults:
    """All of them, with the objective's ETag, which a change of any must name."""
    response.headers["ETag"] = etag_of(standing.version)
    return KeyResults(items=standing.key_results)


@router.put(
    "/{metric}",
    operation_id="put_key_result",
    summary="Add a key result, or aim it anew",
    responses=EDITS,
)
async def put_key_result(
    standing: Standing,
    metric: Key,
    said: AimSaid,
    response: Response,
    editor: Editor,
    if_match: IfMatch = None,
) -> Objective:
    """The objective with it; judged as every other change of the objective is."""
    aimed = KeyResult(metric=metric, **said.model_dump(exclude={"why"}))
    others = [each for each in standing.key_results if each.metric != metric]
    place = next(
        (n for n, each in enumerate(standing.key_results) if each.metric == metric), len(others)
    )
    results = [*others[:place], aimed, *others[place:]]
    after = await editor.change(standing, _change(results, said.why), if_match)
    response.headers["ETag"] = etag_of(after.version)
    return after


@router.delete(
    "/{metric}",
    operation_id="delete_key_result",
    summary="Take a key result out",
    responses=EDITS | refusing(KeyResultUnknown),
)
async def delete_key_result(
    standing: Standing,
    metric: Key,
    response: Response,
    editor: Editor,
    why: Annotated[Sentence | None, Query(description="Kept in the history")] = None,
    if_match: IfMatch = None,
) -> Objective:
    """The objective without it; a live one may not lose what it passed the checklist by."""
    others = [each for each in standing.key_results if each.metric != metric]
    if len(others) == len(standing.key_results):
        raise KeyResultUnknown(metric)
    after = await editor.change(standing, _change(others, why), if_match)
    response.headers["ETag"] = etag_of(after.version)
    return after


def _change(results: Sequence[KeyResult], why: str | None) -> ObjectiveChange:
    if len(results) > MOST_KEY_RESULTS:
        raise ObjectiveUnsound(f"An objective has at most {MOST_KEY_RESULTS} key results.")
    return ObjectiveChange(key_results=list(results), why=why)
