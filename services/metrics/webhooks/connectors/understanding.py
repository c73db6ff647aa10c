"""How a delivery's bytes are understood by its connector."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import structlog

from services.metrics.webhooks.connectors.reading import Headers, Unreadable, decode
from services.metrics.webhooks.connectors.shape import (
    Connector,
    Ignored,
    Meaning,
    Message,
    Options,
)
from services.metrics.work_items.transitions import Transition

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Reading:
    """A delivery as it was understood."""

    identity: str
    event: str
    transitions: tuple[Transition, ...] = ()
    ignored: Ignored | None = None


def read(
    connector: Connector[Options],
    headers: Headers,
    body: bytes,
    options: Options,
    received_at: datetime,
) -> Reading:
    """A delivery's bytes, understood; never raises."""
    try:
        said = decode(headers, body)
    except Unreadable:
        said = None
    message = Message(said, headers, options, received_at)
    identity = connector.identity(message) or f"sha256:{sha256(body).hexdigest()}"
    event = connector.event(message)
    meaning = _meaning(connector, message)
    if isinstance(meaning, Ignored):
        return Reading(identity, event, ignored=meaning)
    return Reading(identity, event, meaning)


def _meaning(connector: Connector[Options], message: Message[Options]) -> Meaning:
    if not isinstance(message.said, dict | list):  # a list is several events, where a tool does so
        return Ignored.UNREADABLE
    try:
        return connector.translate(message)
    except Exception as error:  # ours to mend: kept, and to be replayed then
        log.error("delivery not understood", tool_event=connector.event(message), exc_info=error)
        return Ignored.FAILED
