"""The quarantine over HTTP: look, mend the cause, replay."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.metrics.events import cloudevents, native, quarantine
from services.metrics.events.ingest import Ingest
from services.metrics.keys.domain import Grant
from shared.auth import Administrator
from shared.clock import now
from shared.db import Session, Sessions
from shared.openapi import refusing
from shared.pages import Cursor, CursorUnknown, Limit, cursor_of, key_of, link_next
from shared.schemas.metrics.events import Ingested, Quarantine

router = APIRouter(prefix="/v1/quarantine", tags=["events"])

READERS = {"native": native.piece_of, "cloudevent": cloudevents.piece_of}


@router.get("", operation_id="list_quarantine", summary="What could not be counted, and why")
async def list_quarantine(
    request: Request,
    response: Response,
    _: Administrator,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Quarantine:
    """Each with its reason and its bytes as they came."""
    after = _entry_of(key_of(cursor)) if cursor else None
    found = await quarantine.list_quarantine(session, after=after, limit=limit + 1)
    following = cursor_of(str(found[limit - 1].id)) if len(found) > limit else None
    link_next(request, response, following)
    return Quarantine(items=found[:limit], next_cursor=following)


@router.post(
    "/{entry}/replay",
    operation_id="replay_quarantined",
    summary="Try again to count it",
    responses=refusing(quarantine.NotInQuarantine),
)
async def replay(entry: UUID, request: Request, _: Administrator, sessions: Sessions) -> Ingested:
    """After the cause is mended; what was counted meanwhile is a duplicate, no harm."""
    async with sessions() as session:
        held = await quarantine.get_held(session, entry)
    ingest: Ingest = request.app.state.ingest
    at = now()
    told = await ingest([READERS[held.form](held.raw)], Grant.everything(held.pushed_by, at), at)
    outcome = told.results[0].status if told.results else "stored"
    async with sessions.begin() as session:
        await quarantine.keep_outcome(session, entry, outcome, at)
    return told


def _entry_of(key: str) -> UUID:
    try:
        return UUID(key)
    except ValueError as error:
        raise CursorUnknown from error
