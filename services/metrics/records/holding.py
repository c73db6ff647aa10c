"""The event of a request that changes it: found, the caller's to change, and held meanwhile."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from services.metrics.events.domain import identity_of
from services.metrics.records import store
from services.metrics.records.address import EventId, Source, Whose
from services.metrics.records.domain import Standing, binned, require_ours_to_mend
from services.metrics.records.menders import Mender, MenderOf
from services.metrics.records.seeing import only_one
from shared.db import Session
from shared.edits import require_match
from shared.headers import IfMatch


@dataclass(frozen=True)
class HeldEvent:
    """An event that nobody else changes meanwhile, and who does."""

    standing: Standing
    mender: MenderOf


async def _held(
    source: Source,
    event_id: EventId,
    mender: Mender,
    session: Session,
    request: Request,
    subject: Whose = None,
    if_match: IfMatch = None,
) -> HeldEvent:
    require_ours_to_mend(source)
    mender.require(source)
    places = await store.find_places(session, identity_of(source, event_id), subject)
    standing = await store.hold_event(session, only_one(places))
    mender.require(source, standing.metric)
    require_match(if_match, standing.version)
    catalogue = await request.app.state.known_metrics.covering({standing.metric})
    return HeldEvent(binned(standing, catalogue[standing.metric][1]), mender)


Held = Annotated[HeldEvent, Depends(_held)]
