"""Which of the formats a request is in; decided by its media type alone."""

from collections.abc import Callable, Mapping
from functools import lru_cache, partial

from services.metrics.events import cloudevents, native
from services.metrics.events.bodies import Headers
from services.metrics.events.said import Piece
from shared.errors import UnsupportedMedia

LINES = "application/x-ndjson"

Reader = Callable[[bytes], list[Piece]]

READERS: Mapping[str, Reader] = {
    "application/json": native.read_json,
    "application/cloudevents+json": cloudevents.read_structured,
    "application/cloudevents-batch+json": cloudevents.read_batch,
}


class FormatUnknown(UnsupportedMedia):
    """A media type that is not taken."""

    def __init__(self) -> None:
        super().__init__(
            "Send application/json, application/x-ndjson, or CloudEvents: structured, batched"
            " (application/cloudevents[-batch]+json) or binary (ce- headers)."
        )


def brings_lines(headers: Headers) -> bool:
    """Whether a request's events come one on each line, as a stream."""
    return _kind_of(headers) == LINES and not cloudevents.is_binary(headers)


def reader_of(headers: Headers) -> Reader:
    """What reads the body of a request; FormatUnknown."""
    kind = _kind_of(headers)
    if cloudevents.is_binary(headers) and not kind.startswith("application/cloudevents"):
        return partial(cloudevents.read_binary, headers)
    reader = READERS.get(kind)
    if reader is None:
        raise FormatUnknown
    return reader


def _kind_of(headers: Headers) -> str:
    return _essence(headers.get(b"content-type", b""))


@lru_cache(maxsize=64)
def _essence(content_type: bytes) -> str:
    return content_type.decode("latin-1").partition(";")[0].strip().lower()
