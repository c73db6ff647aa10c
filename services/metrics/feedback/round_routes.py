"""Rounds of 360-degree reviews over HTTP."""

from fastapi import APIRouter, Request, Response

from services.metrics.documents import version_after
from services.metrics.feedback import rounds
from services.metrics.feedback.rounds import RoundNotOpen, RoundUnknown
from services.metrics.frameworks.domain import FrameworkUnknown
from services.metrics.frameworks.store import get_framework
from services.metrics.today import Today
from shared.auth import Administrator, Caller
from shared.db import Session
from shared.edits import ChangedMeanwhile, VersionRequired, etag_of
from shared.headers import IfMatch
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cut, key_of
from shared.schemas.metrics.rounds import Round, RoundIn, Rounds
from shared.schemas.words import Key

router = APIRouter(prefix="/v1/feedback_rounds", tags=["feedback"])


@router.get("", operation_id="list_rounds", summary="Rounds of 360-degree reviews")
async def list_rounds(
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    today: Today,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Rounds:
    """When each is open, and whether it is over."""
    found = await rounds.list_rounds(session, today, after=key_of(cursor), limit=limit + 1)
    items, following = cut(request, response, found, limit, lambda each: each.key)
    return Rounds(items=items, next_cursor=following)


@router.get(
    "/{key}", operation_id="get_round", summary="One round", responses=refusing(RoundUnknown)
)
async def get_round(
    key: Key, response: Response, _: Caller, session: Session, today: Today
) -> Round:
    """The round, with the ETag that a change must name."""
    round_ = await rounds.get_round(session, key, today)
    response.headers["ETag"] = etag_of(round_.version)
    return round_


@router.put(
    "/{key}",
    operation_id="put_round",
    summary="Plan a round",
    responses={
        201: {"description": "Its first version.", "model": Round},
        **refusing(ChangedMeanwhile, VersionRequired, RoundNotOpen, FrameworkUnknown),
    },
)
async def put_round(
    key: Key,
    said: RoundIn,
    response: Response,
    _: Administrator,
    session: Session,
    today: Today,
    if_match: IfMatch = None,
) -> Round:
    """Its days may change until it is over, also to end it at once; over, it stays as it is."""
    rounds.require_ordered(said)
    if said.framework is not None:
        await get_framework(session, said.framework)
    standing = await rounds.find_round(session, key, today)
    version = version_after(standing, if_match)
    if standing is not None and standing.closed:
        raise RoundNotOpen(standing)
    closed = said.last_day < today
    round_ = Round(key=key, version=version, closed=closed, **said.model_dump())
    if not await rounds.put_round(session, round_):
        raise VersionRequired
    response.status_code = 201 if version == 1 else 200
    response.headers["ETag"] = etag_of(version)
    return round_
