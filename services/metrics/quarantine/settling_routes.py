"""Settling what could not be counted, over HTTP: replay once the cause is mended, or discard."""

from uuid import UUID

from fastapi import APIRouter, Request

from services.metrics.events.ingest import Ingest
from services.metrics.keys.domain import Grant
from services.metrics.keys.store import find_grants
from services.metrics.quarantine import store
from services.metrics.quarantine.domain import EntryForgotten, EntrySettled, NotInQuarantine
from services.metrics.quarantine.replaying import replay
from services.metrics.quarantine.routes import entry_of, told
from shared.auth import Administrator
from shared.clock import now
from shared.db import Session, Sessions
from shared.openapi import refusing
from shared.pages import Cursor, cursor_of
from shared.schemas.metrics.events import Ingested
from shared.schemas.metrics.quarantine import (
    Discarded,
    DiscardReason,
    Quarantined,
    Replayed,
    SameCause,
    SameCauseDiscarded,
)

router = APIRouter(prefix="/v1/quarantine", tags=["quarantine"])

TOGETHER = 1_000  # entries replayed by one request


@router.post(
    "/{entry}/replay",
    operation_id="replay_quarantined",
    summary="Try again to count it",
    responses=refusing(NotInQuarantine, EntryForgotten),
)
async def replay_one(
    entry: UUID, request: Request, caller: Administrator, sessions: Sessions
) -> Ingested:
    """After the cause is mended; what was counted meanwhile is a duplicate, no harm.

    It counts even outside of its key's sources and metrics: who replays a single entry means it.
    """
    async with sessions() as session:
        held = await store.get_remembered(session, entry)
    ingest: Ingest = request.app.state.ingest
    at = now()
    everything = {held.pushed_by: Grant.everything(held.pushed_by, at)}
    [ingested], outcomes = await replay([held], everything, ingest, at)
    async with sessions.begin() as session:
        await store.keep_outcomes(session, outcomes, by=caller.subject, at=at)
    return ingested


@router.post("/replay", operation_id="replay_quarantine", summary="Try again all of one cause")
async def replay_many(
    cause: SameCause,
    request: Request,
    caller: Administrator,
    sessions: Sessions,
    cursor: Cursor = None,
) -> Replayed:
    """A thousand at a time; ask again with `next_cursor` until there is none.

    Each counts only within the sources and metrics that its key has now.
    """
    async with sessions() as session:
        after = entry_of(cursor)
        found = await store.list_open(session, cause, after=after, limit=TOGETHER + 1)
        grants = await find_grants(session, {entry.pushed_by for entry in found})
    ingest: Ingest = request.app.state.ingest
    at = now()
    batches, outcomes = await replay(found[:TOGETHER], grants, ingest, at)
    async with sessions.begin() as session:
        await store.keep_outcomes(session, outcomes, by=caller.subject, at=at)
    more = cursor_of(str(found[TOGETHER - 1].id)) if len(found) > TOGETHER else None
    counts = ("stored", "duplicates", "conflicts", "quarantined", "ignored")
    sums = {name: sum(getattr(batch, name) for batch in batches) for name in counts}
    return Replayed(replayed=len(outcomes), **sums, next_cursor=more)


@router.post(
    "/{entry}/discard",
    operation_id="discard_quarantined",
    summary="Settle it without counting it",
    responses=refusing(NotInQuarantine, EntrySettled),
)
async def discard_one(
    entry: UUID, said: DiscardReason, caller: Administrator, session: Session
) -> Quarantined:
    """It stays on record, with who discarded it and why; for some time a replay may count it."""
    discarded = await store.discard(session, entry, said.reason, by=caller.subject, at=now())
    held = await store.get_entry(session, entry)
    if not discarded:
        raise EntrySettled(held.outcome)
    return told(held)


@router.post(
    "/discard",
    operation_id="discard_quarantine",
    summary="Settle all of one cause without counting it",
)
async def discard_many(
    said: SameCauseDiscarded, caller: Administrator, session: Session
) -> Discarded:
    """Every open entry of the cause; each stays on record, with who discarded it and why."""
    by, at = caller.subject, now()
    return Discarded(discarded=await store.discard(session, said, said.reason, by=by, at=at))
