"""Native events off the wire: one JSON object, an array of them, or one on each line."""

from collections.abc import Sequence
from typing import Any

import msgspec

from services.metrics.events.said import Piece, Said, SaidWithEscapes, Uncountable, is_somebody
from services.metrics.events.typed import native_type, unmapped
from services.metrics.events.wrong import invalid
from shared.errors import BadRequest, TooLarge

EVENT_BYTES = 64 * 1024
EVENTS_AT_MOST = 10_000
ATTRIBUTE_DEPTH = 16
# Of these, out of JSON without escapes, nothing is deep and nothing holds a NUL character.
FLAT = frozenset({str, int, float, bool, type(None)})


class TooManyEvents(TooLarge):
    """More events than one request may bring."""

    def __init__(self) -> None:
        super().__init__(f"At most {EVENTS_AT_MOST} events a request; send several.")


class Unparseable(BadRequest):
    """No event could be read at all."""


_plain = msgspec.json.Decoder(Said)
_escaped = msgspec.json.Decoder(SaidWithEscapes)
_many_plain = msgspec.json.Decoder(list[Said])
_many_escaped = msgspec.json.Decoder(list[SaidWithEscapes])
_pieces = msgspec.json.Decoder(list[msgspec.Raw])
_anything = msgspec.json.Decoder()


def read_json(body: bytes) -> list[Piece]:
    """One native event, or an array of them; Unparseable."""
    if body.lstrip()[:1] == b"[":
        return _read_all(elements_of(body), body)
    piece = piece_of(body)
    if isinstance(piece.said, Uncountable):
        _require_json(body)
    return [piece]


def read_lines(lines: Sequence[bytes]) -> list[Piece]:
    """One native event on each line; a broken line is that line's trouble only."""
    array = b"[%b]" % b",".join(lines)
    try:
        raws = _pieces.decode(array)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return list(map(piece_of, lines))
    if list(map(len, raws)) != list(map(len, lines)):  # some line is not one element
        return list(map(piece_of, lines))
    return _read_all(raws, array)


def _read_all(raws: Sequence[msgspec.Raw], array: bytes) -> list[Piece]:
    """All at once where all are right, which is the rule; else one by one."""
    if any(len(raw) > EVENT_BYTES for raw in raws):
        return [piece_of(bytes(raw)) for raw in raws]
    try:
        many = (_many_escaped if b"\\" in array else _many_plain).decode(array)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return [piece_of(bytes(raw)) for raw in raws]
    pairs = zip(raws, many, strict=True)
    return [Piece(raw, "native", kept_whole(said)) for raw, said in pairs]


def elements_of(body: bytes) -> Sequence[msgspec.Raw]:
    """The elements of a JSON array, each as it came; Unparseable."""
    try:
        elements = _pieces.decode(body)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise Unparseable(f"The body is no JSON array: {error}.") from error
    if len(elements) > EVENTS_AT_MOST:
        raise TooManyEvents
    return elements


def piece_of(raw: bytes) -> Piece:
    """One native event's bytes with what they say."""
    said = read_event(raw)
    typed = native_type(raw) if isinstance(said, Uncountable) and said.code == "invalid" else None
    return Piece(raw, "native", unmapped(typed) if typed else said, typed)


def read_event(raw: bytes) -> Said | Uncountable:
    """One event's bytes as what was said, or why they cannot be counted."""
    if len(raw) > EVENT_BYTES:
        return Uncountable("event_too_large", f"At most {EVENT_BYTES} bytes an event.")
    try:
        return kept_whole((_escaped if b"\\" in raw else _plain).decode(raw))
    except RecursionError:
        return Uncountable("too_deep", f"At most {ATTRIBUTE_DEPTH} levels.")
    except (msgspec.MsgspecError, UnicodeError) as error:
        return invalid(raw, error)


def kept_whole(said: Said) -> Said | Uncountable:
    """What was said, unless of nobody, or with attributes that no database keeps."""
    if not is_somebody(said.subject):
        detail = "The subject is no person:KEY, team:KEY or account:TOOL/LOGIN - at `$.subject`."
        return Uncountable("invalid", detail, said.id)
    if said.attributes and not (_is_plain(said) or _keepable(said.attributes)):
        detail = f"Attributes: at most {ATTRIBUTE_DEPTH} levels, and no NUL characters."
        return Uncountable("attributes_unkeepable", detail, said.id)
    return said


def _is_plain(said: Said) -> bool:
    """Whether a glance says that its attributes can be kept, which is the rule."""
    assert said.attributes is not None
    return type(said) is Said and FLAT.issuperset(map(type, said.attributes.values()))


def _keepable(value: Any, levels: int = ATTRIBUTE_DEPTH) -> bool:
    if levels == 0:
        return False
    if isinstance(value, dict):
        pairs = value.items()
        return all("\x00" not in key and _keepable(inner, levels - 1) for key, inner in pairs)
    if isinstance(value, list):
        return all(_keepable(inner, levels - 1) for inner in value)
    return not (isinstance(value, str) and "\x00" in value)


def _require_json(body: bytes) -> None:
    try:
        _anything.decode(body)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise Unparseable(f"The body is no JSON: {error}.") from error
    except RecursionError as error:
        raise Unparseable("The body is nested too deeply.") from error
