"""Events in. The exemplar slice: read what came, judge it, keep it, answer what became of it."""

from typing import Any

from fastapi import APIRouter, Request, Response

from services.metrics.events.bodies import EncodingBroken, EncodingUnknown
from services.metrics.events.ingest import Ingest
from services.metrics.events.native import EVENTS_AT_MOST, TooManyEvents, Unparseable
from services.metrics.events.wire import FormatUnknown, read_pieces
from services.metrics.keys.pushers import Pusher
from shared.clock import now
from shared.gate import BodyTooLarge
from shared.lean import Lean
from shared.openapi import refusing
from shared.schemas.metrics.events import EventIn, Ingested

router = APIRouter(prefix="/v1/events", tags=["events"], route_class=Lean)

_EVENT = EventIn.model_json_schema(ref_template="#/components/schemas/{model}")
_CLOUD_EVENT: dict[str, Any] = {
    "type": "object",
    "required": ["id", "source", "specversion", "type", "subject", "time"],
}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": f"At most {EVENTS_AT_MOST} events; gzip and zstd are understood.",
        "content": {
            "application/json": {"schema": {"oneOf": [_EVENT, {"type": "array", "items": _EVENT}]}},
            "application/x-ndjson": {"schema": {"type": "string"}},
            "application/cloudevents+json": {"schema": _CLOUD_EVENT},
            "application/cloudevents-batch+json": {
                "schema": {"type": "array", "items": _CLOUD_EVENT}
            },
        },
    }
}
_REFUSALS = refusing(
    Unparseable, EncodingBroken, BodyTooLarge, TooManyEvents, FormatUnknown, EncodingUnknown
)


@router.post(
    "",
    operation_id="post_events",
    summary="Say what happened",
    response_model=Ingested,
    openapi_extra=_BODY,
    responses=_REFUSALS,
)
async def post_events(request: Request, grant: Pusher) -> Response:
    """Each event is stored once, however often it comes; 200 means that all of it is committed.

    What cannot be counted is quarantined with its reason, never dropped; `results` names every
    event that was not simply stored.
    """
    pieces = await read_pieces(request, request.app.state.settings.body_limit)
    ingest: Ingest = request.app.state.ingest
    ingested = await ingest(pieces, grant, now())
    return Response(ingested.model_dump_json(), media_type="application/json")
