"""Events in. The exemplar slice: read what came, judge it, keep it, answer what became of it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from services.metrics.events.bodies import pieces_of, read_whole
from services.metrics.events.codings import EncodingBroken, EncodingUnknown
from services.metrics.events.ingest import Ingest
from services.metrics.events.lines import chunks_of_lines
from services.metrics.events.native import EVENTS_AT_MOST, TooManyEvents, Unparseable
from services.metrics.events.said import Piece
from services.metrics.events.streaming import StreamBrokenOff, take_lines
from services.metrics.events.wire import FormatUnknown, brings_lines, reader_of
from services.metrics.keys.pushers import Pusher, pusher_of
from shared.clock import now
from shared.gate import BodyTooLarge
from shared.lean import Lean
from shared.openapi import refusing
from shared.schemas.metrics.events import EventIn, Ingested, IngestedLines, TypedEventIn

router = APIRouter(prefix="/v1/events", tags=["events"], route_class=Lean)

_EVENT = EventIn.model_json_schema(ref_template="#/components/schemas/{model}")
_TYPED = TypedEventIn.model_json_schema(ref_template="#/components/schemas/{model}")
_EITHER = {"anyOf": [_EVENT, _TYPED]}
_CLOUD_EVENT: dict[str, Any] = {
    "type": "object",
    "required": ["id", "source", "specversion", "type"],
    "description": "Unless a mapping of its type finds them in it, subject and time are required.",
}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": f"At most {EVENTS_AT_MOST} events, of lines any number; gzip and zstd are"
        " understood.",
        "content": {
            "application/json": {
                "schema": {"oneOf": [_EVENT, _TYPED, {"type": "array", "items": _EITHER}]}
            },
            "application/x-ndjson": {"schema": {"type": "string"}},
            "application/cloudevents+json": {"schema": _CLOUD_EVENT},
            "application/cloudevents-batch+json": {
                "schema": {"type": "array", "items": _CLOUD_EVENT}
            },
        },
    }
}
_REFUSALS = refusing(
    *(Unparseable, EncodingBroken, BodyTooLarge, TooManyEvents, FormatUnknown, EncodingUnknown),
    StreamBrokenOff,
)


@router.post(
    "",
    operation_id="post_events",
    summary="Say what happened",
    response_model=IngestedLines | Ingested,
    openapi_extra=_BODY,
    responses=_REFUSALS,
)
async def post_events(request: Request, grant: Pusher) -> Response:
    """Each event is stored once, however often it comes; 200 means that all of it is committed.

    What cannot be counted is quarantined with its reason, never dropped; `results` names every
    event that was not simply stored. Lines (NDJSON) are taken as a stream of any length, a chunk
    at a time: who breaks off, or is refused midway, may send all of it again.
    """
    headers, settings = dict(request.scope["headers"]), request.app.state.settings
    ingest: Ingest = request.app.state.ingest
    if brings_lines(headers):
        chunks = chunks_of_lines(pieces_of(request, headers, settings.stream_limit))
        ingested: Ingested = await take_lines(chunks, partial(_take, request))
    else:
        read = reader_of(headers)
        body = await read_whole(request, headers, settings.body_limit)
        ingested = await ingest(read(body), grant, now())
    return Response(ingested.model_dump_json(), media_type="application/json")


async def _take(request: Request, pieces: Sequence[Piece]) -> Ingested:
    """A chunk of a stream, which may outlive the key it began with."""
    ingest: Ingest = request.app.state.ingest
    return await ingest(pieces, await pusher_of(request), now())
