"""Scorecards over HTTP: what each role is for, and its pair."""

import re
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.goals.measured import ForCaller
from services.goals.records.answers import turn_history
from services.goals.records.store import list_edits
from services.goals.scorecards import store
from services.goals.scorecards.domain import NotYetWritten, ScorecardUnknown, as_it_stood
from services.goals.today import end_of
from shared.auth import Caller
from shared.client import NotAllowedByPeer
from shared.db import Session
from shared.edits import etag_of
from shared.openapi import refusing
from shared.pages import Cursor, CursorUnknown, Limit, cursor_of, key_of, link_next, version_of
from shared.schemas.goals.days import Day
from shared.schemas.goals.history import History
from shared.schemas.goals.scorecards import Scorecard, Scorecards
from shared.schemas.metrics.listed import People
from shared.schemas.words import KEY, Key

router = APIRouter(prefix="/v1/scorecards", tags=["scorecards"])

THING = "scorecard"
AsOf = Annotated[Day | None, Query(description="The scorecard as it stood at the end of this day")]


@router.get("", operation_id="list_scorecards", summary="Every role's scorecard")
async def list_scorecards(
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Scorecards:
    """What each role makes and is for, and the two numbers it is read by."""
    found = await store.list_scorecards(session, after=key_of(cursor), limit=limit + 1)
    following = cursor_of(found[limit - 1].role) if len(found) > limit else None
    link_next(request, response, following)
    return Scorecards(items=found[:limit], next_cursor=following)


@router.get(
    "/{role}",
    operation_id="get_scorecard",
    summary="One role's scorecard",
    responses=refusing(ScorecardUnknown, NotYetWritten),
)
async def get_scorecard(
    role: Key,
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    as_of: AsOf = None,
) -> Scorecard:
    """As it stands, with the ETag that a change must name; or as it stood when a day ended."""
    scorecard = await store.get_scorecard(session, role)
    if as_of is not None:
        before = end_of(as_of, request.app.state.settings.zone)
        return as_it_stood(await list_edits(session, THING, role, before=before))
    response.headers["ETag"] = etag_of(scorecard.version)
    return scorecard


@router.get(
    "/{role}/history",
    operation_id="get_scorecard_history",
    summary="Every change of a scorecard",
    responses=refusing(ScorecardUnknown),
)
async def get_scorecard_history(
    role: Key,
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> History:
    """Who, when and why, with the fields before and after; the oldest first."""
    await store.get_scorecard(session, role)
    after = version_of(cursor)
    found = await list_edits(session, THING, role, after=after, limit=limit + 1)
    return turn_history(request, response, found, limit)


@router.get(
    "/{role}/holders",
    operation_id="list_scorecard_holders",
    summary="Who holds the role today",
    responses=refusing(NotAllowedByPeer),
)
async def list_scorecard_holders(
    role: Key,
    request: Request,
    response: Response,
    _: Caller,
    measured: ForCaller,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> People:
    """Those whom the caller may see, as the directory knows them."""
    page = await measured.holders(role, limit=limit, after=_person_after(cursor))
    link_next(request, response, page.next_cursor)
    return page


def _person_after(cursor: str | None) -> str:
    key = key_of(cursor)
    if key and not re.fullmatch(KEY, key):
        raise CursorUnknown  # the directory would refuse it, and we would take that for an outage
    return key
