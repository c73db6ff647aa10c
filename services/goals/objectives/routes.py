"""Objectives over HTTP, as they stand and as they came to be."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.goals.numbers import number_of
from services.goals.objectives import store
from services.goals.objectives.domain import NotYetDrafted, ObjectiveUnknown, as_it_stood
from services.goals.objectives.standing import Standing
from services.goals.today import end_of
from shared.auth import Caller
from shared.db import Session
from shared.edits import etag_of
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cursor_of, link_next
from shared.schemas.goals.days import Day
from shared.schemas.goals.objectives import (
    Objective,
    ObjectiveHistory,
    Objectives,
    State,
)
from shared.schemas.words import Key, ReadSubject

router = APIRouter(prefix="/v1/objectives", tags=["objectives"])

AsOf = Annotated[Day | None, Query(description="The objective as it stood at the end of this day")]


@router.get("", operation_id="list_objectives", summary="Objectives, the newest first")
async def list_objectives(
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    subject: Annotated[ReadSubject | None, Query(examples=["team:support"])] = None,
    state: State | None = None,
    owner: Key | None = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Objectives:
    """Of everybody, or of one subject, state or owner."""
    wanted = store.Wanted(subject, state, owner)
    before = number_of(cursor)
    found = await store.list_objectives(session, wanted, before=before, limit=limit + 1)
    following = cursor_of(str(found[limit - 1][0])) if len(found) > limit else None
    link_next(request, response, following)
    return Objectives(items=[each for _, each in found[:limit]], next_cursor=following)


@router.get(
    "/{objective_id}",
    operation_id="get_objective",
    summary="One objective",
    responses=refusing(ObjectiveUnknown, NotYetDrafted),
)
async def get_objective(
    standing: Standing,
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    as_of: AsOf = None,
) -> Objective:
    """As it stands, with the ETag that a change must name; or as it stood when a day ended."""
    if as_of is not None:
        before = end_of(as_of, request.app.state.settings.zone)
        return as_it_stood(await store.list_edits(session, standing.id, before=before))
    response.headers["ETag"] = etag_of(standing.version)
    return standing


@router.get(
    "/{objective_id}/history",
    operation_id="get_objective_history",
    summary="Every change of an objective",
    responses=refusing(ObjectiveUnknown),
)
async def get_objective_history(
    standing: Standing,
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> ObjectiveHistory:
    """Who, when and why, with the fields before and after; the oldest first."""
    after = number_of(cursor, most=2**31 - 1) or 0
    found = await store.list_edits(session, standing.id, after=after, limit=limit + 1)
    following = cursor_of(str(found[limit - 1].version)) if len(found) > limit else None
    link_next(request, response, following)
    return ObjectiveHistory(items=found[:limit], next_cursor=following)
