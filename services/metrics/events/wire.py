"""Which of the formats a request is in; decided by its media type alone."""

from fastapi import Request

from services.metrics.events import cloudevents, native
from services.metrics.events.bodies import read_inflated
from services.metrics.events.said import Piece
from shared.errors import UnsupportedMedia


class FormatUnknown(UnsupportedMedia):
    """A media type that is not taken."""

    def __init__(self) -> None:
        super().__init__(
            "Send application/json, application/x-ndjson, or CloudEvents: structured, batched"
            " (application/cloudevents[-batch]+json) or binary (ce- headers)."
        )


async def read_pieces(request: Request, limit: int) -> list[Piece]:
    """Every event of a request, in order, each with its bytes."""
    headers = dict(request.headers.raw)
    kind = headers.get(b"content-type", b"").decode("latin-1").partition(";")[0].strip().lower()
    _require_known(kind, binary=cloudevents.is_binary(headers))
    body = await read_inflated(request, limit)
    return _read(kind, headers, body)


def _read(kind: str, headers: dict[bytes, bytes], body: bytes) -> list[Piece]:
    # The batch's prefix is the longer one, so it is asked first.
    if kind.startswith("application/cloudevents-batch"):
        return cloudevents.read_batch(body)
    if kind.startswith("application/cloudevents"):
        return cloudevents.read_structured(body)
    if cloudevents.is_binary(headers):
        return cloudevents.read_binary(headers, body)
    if kind == "application/x-ndjson":
        return native.read_lines(body)
    return native.read_json(body)


def _require_known(kind: str, *, binary: bool) -> None:
    if kind.startswith("application/cloudevents"):
        known = kind in ("application/cloudevents+json", "application/cloudevents-batch+json")
    else:
        known = binary or kind in ("application/json", "application/x-ndjson")
    if not known:
        raise FormatUnknown
