"""Events as PostgreSQL's binary COPY reads them.

Packed here because the driver, which can do the same, asks every single value for its type.
"""

from datetime import UTC, datetime
from struct import Struct

import msgspec

from services.metrics.events.domain import Event

COLUMNS = (
    *("subject_id", "identity", "content", "time", "received", "value", "weight"),
    *("metric_id", "source_id", "id", "attributes"),
)
BEGIN = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
END = b"\xff\xff"

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
# The number of columns, then each value behind its length; the id's own length comes last.
_fixed = Struct(">h iq i16s iq iq iq id id ii ii i").pack
_length = Struct(">i").pack
_NULL = _length(-1)
_encode = msgspec.json.Encoder().encode


def packed(subject_id: int, source_id: int, event: Event, received: int) -> bytes:
    """One row; rows sort as their subjects and identities do."""
    name = event.id.encode()
    # fmt: off
    fixed = _fixed(
        11, 8, subject_id, 16, event.mark, 8, event.content,
        8, microseconds(event.time), 8, received, 8, event.value, 8, event.weight,
        4, event.metric_id, 4, source_id, len(name),
    )
    # fmt: on
    if not event.attributes:
        return fixed + name + _NULL
    attributes = _encode(event.attributes)
    # Before its text, a jsonb has one byte: the version of its format.
    return b"%b%b%b\x01%b" % (fixed, name, _length(1 + len(attributes)), attributes)


def microseconds(time: datetime) -> int:
    """A time as PostgreSQL counts it."""
    since = time - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
