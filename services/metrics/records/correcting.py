"""A correction is judged as the event that should have been posted: by the same door."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from services.metrics.catalogue.known import KnownMetrics
from services.metrics.events.ingest import judge
from services.metrics.events.native import read_event
from services.metrics.events.said import Said, Uncountable
from services.metrics.keys.domain import Grant
from services.metrics.records.domain import Standing, corrected, restated
from services.metrics.records.refusals import CorrectionUncountable
from shared.schemas.metrics.records import EventCorrection


async def restate(
    standing: Standing,
    correction: EventCorrection,
    catalogue: KnownMetrics,
    zone: ZoneInfo,
    at: datetime,
) -> Standing:
    """The event so corrected; EventIsVoid, DetailDropped, CorrectionUncountable."""
    posted = json.dumps(corrected(standing, correction), default=datetime.isoformat)
    said = read_event(posted.encode())
    known = await catalogue.covering({said.metric} if isinstance(said, Said) else set())
    event = judge(said, Grant.everything("correction", at), known, zone, at)
    if isinstance(event, Uncountable):
        raise CorrectionUncountable(event)
    assert isinstance(said, Said)
    return restated(standing, event, said.metric)
