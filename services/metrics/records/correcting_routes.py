"""Correcting and voiding over HTTP: what an event should have said, or that it should not count."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.metrics.records.address import Encoded
from services.metrics.records.amending import Why, amend
from services.metrics.records.correcting import restate
from services.metrics.records.domain import require_kept
from services.metrics.records.holding import Held
from services.metrics.records.menders import EITHER, OutOfKeysScope
from services.metrics.records.refusals import (
    CorrectionUncountable,
    DetailDropped,
    EventIsVoid,
    EventUnknown,
    FollowsFromDeliveries,
    SubjectUnclear,
)
from shared.clock import now
from shared.db import Session
from shared.edits import ChangedMeanwhile, VersionRequired, etag_of
from shared.openapi import refusing
from shared.schemas.metrics.records import EventChanged, EventCorrection
from shared.schemas.words import Sentence

router = APIRouter(prefix="/v1/events", tags=["events"], route_class=Encoded)

_REFUSALS = (EventUnknown, SubjectUnclear, FollowsFromDeliveries, DetailDropped, OutOfKeysScope)
_EDITS = (ChangedMeanwhile, VersionRequired)


@router.patch(
    "/{source}/{id}",
    operation_id="correct_event",
    summary="Correct an event",
    responses=refusing(*_REFUSALS, EventIsVoid, CorrectionUncountable, *_EDITS),
    openapi_extra=EITHER,
)
async def correct_event(
    said: EventCorrection, request: Request, response: Response, event: Held, session: Session
) -> EventChanged:
    """What it should have said, and why; its days follow in the same transaction.

    For administrators, and for a key what came under the sources that it names. The posted content
    stays what repetitions are compared with.
    """
    state, at = request.app.state, now()
    zone = state.settings.zone
    after = await restate(event.standing, said, state.known_metrics, zone, at)
    event.mender.require(after.source, after.metric)
    changed = await amend(session, event, after, Why(said.reason, at), zone)
    response.headers["ETag"] = etag_of(changed.version)
    return changed


@router.delete(
    "/{source}/{id}",
    operation_id="void_event",
    summary="Void an event",
    responses=refusing(*_REFUSALS, *_EDITS),
    openapi_extra=EITHER,
)
async def void_event(
    reason: Annotated[Sentence, Query(examples=["Booked twice"])],
    request: Request,
    response: Response,
    event: Held,
    session: Session,
) -> EventChanged:
    """It counts no more, and stays known: posted again it is a duplicate, and counts for nothing.

    A correction with `"void": false` has it count again.
    """
    require_kept(event.standing)
    after, zone = replace(event.standing, void=True), request.app.state.settings.zone
    changed = await amend(session, event, after, Why(reason, now()), zone)
    response.headers["ETag"] = etag_of(changed.version)
    return changed
