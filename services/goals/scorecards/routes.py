"""Scorecards over HTTP: what each role is for, and its pair."""

from typing import Annotated

from fastapi import APIRouter, Header, Request, Response

from services.goals.measured import ForCaller
from services.goals.planners import Steward
from services.goals.scorecards import store
from services.goals.scorecards.domain import (
    NothingToChange,
    ScorecardExists,
    ScorecardUnknown,
    next_version,
    places,
    require_sound,
)
from shared.auth import Caller
from shared.clock import now
from shared.db import Session
from shared.edits import ChangedMeanwhile, VersionRequired, etag_of
from shared.headers import IfMatch
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cursor_of, key_of, link_next
from shared.schemas.goals.scorecards import Scorecard, ScorecardIn, Scorecards
from shared.schemas.words import Key

router = APIRouter(prefix="/v1/scorecards", tags=["scorecards"])

IfNoneMatch = Annotated[
    str | None, Header(description="`*`: only if the role has no scorecard yet", examples=["*"])
]
EDITS = refusing(ChangedMeanwhile, ScorecardExists, NothingToChange, VersionRequired)


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
    responses=refusing(ScorecardUnknown),
)
async def get_scorecard(role: Key, response: Response, _: Caller, session: Session) -> Scorecard:
    """The scorecard, with the ETag that a change must name."""
    scorecard = await store.get_scorecard(session, role)
    response.headers["ETag"] = etag_of(scorecard.version)
    return scorecard


@router.put(
    "/{role}",
    operation_id="put_scorecard",
    summary="Write a role's scorecard",
    responses={201: {"description": "The role's first.", "model": Scorecard}, **EDITS},
)
async def put_scorecard(
    role: Key,
    said: ScorecardIn,
    response: Response,
    caller: Steward,
    session: Session,
    measured: ForCaller,
    if_match: IfMatch = None,
    if_none_match: IfNoneMatch = None,
) -> Scorecard:
    """One primary metric of each kind, as the catalogue knows them; replaces what was there."""
    require_sound(said, await measured.definitions(key for _, key, _ in places(said)))
    version = next_version(
        role,
        await store.get_version(session, role),
        if_match=if_match,
        if_none_match=if_none_match,
    )
    scorecard = Scorecard(
        **said.model_dump(),
        role=role,
        version=version,
        changed_by=caller.subject,
        changed_at=now(),
    )
    await store.keep_scorecard(session, scorecard)
    response.status_code = 201 if version == 1 else 200
    response.headers["ETag"] = etag_of(version)
    return scorecard
