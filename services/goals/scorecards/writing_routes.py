"""Scorecards over HTTP, written by those who keep them."""

from typing import Annotated

from fastapi import APIRouter, Header, Response

from services.goals.measured import ForCaller
from services.goals.planners import Steward
from services.goals.scorecards.domain import (
    NothingToChange,
    ScorecardExists,
    ScorecardUnsound,
    require_sound,
)
from services.goals.scorecards.places import places
from services.goals.scorecards.writing import Writing, write
from shared.clock import now
from shared.db import Session
from shared.edits import ChangedMeanwhile, VersionRequired, etag_of
from shared.headers import IfMatch
from shared.openapi import refusing
from shared.schemas.goals.scorecards import Scorecard, ScorecardIn
from shared.schemas.words import Key

router = APIRouter(prefix="/v1/scorecards", tags=["scorecards"])

IfNoneMatch = Annotated[
    str | None, Header(description="`*`: only if the role has no scorecard yet", examples=["*"])
]
EDITS = refusing(
    ScorecardUnsound, ChangedMeanwhile, ScorecardExists, NothingToChange, VersionRequired
)


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
    how = Writing(caller.subject, now(), if_match, if_none_match)
    scorecard = await write(session, role, said, how, why=said.why)
    response.status_code = 200 if if_match else 201  # whoever changes one names its version
    response.headers["ETag"] = etag_of(scorecard.version)
    return scorecard
