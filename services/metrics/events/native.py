"""Native events off the wire: one JSON object, an array of them, or one on each line."""

from collections.abc import Sequence
from typing import Any

import msgspec

from services.metrics.events.said import Piece, Said, Uncountable
from shared.errors import BadRequest

EVENT_BYTES = 64 * 1024
ATTRIBUTE_DEPTH = 16


class Unparseable(BadRequest):
    """No event could be read at all."""


_one = msgspec.json.Decoder(Said)
_pieces = msgspec.json.Decoder(list[msgspec.Raw])
_anything = msgspec.json.Decoder()


def read_json(body: bytes) -> list[Piece]:
    """One native event, or an array of them; Unparseable."""
    if body.lstrip()[:1] != b"[":
        return [piece_of(_parseable(body))]
    return [piece_of(bytes(raw)) for raw in elements_of(body)]


def read_lines(body: bytes) -> list[Piece]:
    """One native event on each line; a broken line is that line's trouble only."""
    return [piece_of(line) for line in body.split(b"\n") if line.strip()]


def elements_of(body: bytes) -> Sequence[msgspec.Raw]:
    """The elements of a JSON array, each as it came; Unparseable."""
    try:
        return _pieces.decode(body)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise Unparseable(f"The body is no JSON array: {error}.") from error


def piece_of(raw: bytes) -> Piece:
    """One native event's bytes with what they say."""
    return Piece(raw, "native", read_event(raw))


def read_event(raw: bytes) -> Said | Uncountable:
    """One event's bytes as what was said, or why they cannot be counted."""
    if len(raw) > EVENT_BYTES:
        return Uncountable("event_too_large", f"At most {EVENT_BYTES} bytes an event.")
    try:
        return _kept_whole(_one.decode(raw))
    except RecursionError:
        return Uncountable("too_deep", f"At most {ATTRIBUTE_DEPTH} levels.")
    except (msgspec.MsgspecError, UnicodeError) as error:
        return Uncountable("invalid", f"{error}.", _id_within(raw))


def _kept_whole(said: Said) -> Said | Uncountable:
    """What was said, unless its attributes go too deep or hold what no database keeps."""
    if said.attributes and not _keepable(said.attributes, ATTRIBUTE_DEPTH):
        detail = f"Attributes: at most {ATTRIBUTE_DEPTH} levels, and no NUL characters."
        return Uncountable("attributes_unkeepable", detail, said.id)
    return said


def _keepable(value: Any, levels: int) -> bool:
    if levels == 0:
        return False
    if isinstance(value, dict):
        pairs = value.items()
        return all("\x00" not in key and _keepable(inner, levels - 1) for key, inner in pairs)
    if isinstance(value, list):
        return all(_keepable(inner, levels - 1) for inner in value)
    return not (isinstance(value, str) and "\x00" in value)


def _parseable(body: bytes) -> bytes:
    try:
        _anything.decode(body)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise Unparseable(f"The body is no JSON: {error}.") from error
    except RecursionError as error:
        raise Unparseable("The body is nested too deeply.") from error
    return body


def _id_within(raw: bytes) -> str | None:
    """The id of an event that is wrong elsewhere, so that its sender can find it."""
    try:
        found = _anything.decode(raw)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    identity = found.get("id") if isinstance(found, dict) else None
    keepable = isinstance(identity, str) and "\x00" not in identity
    return identity[:200] if keepable and identity else None
