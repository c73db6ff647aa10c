"""CloudEvents 1.0 off the wire: structured, batched and binary, read as native events.

The event's `type` names the metric by what follows its last dot, `subject` is the subject, `data`
is the value or an object of value, weight and attributes; unless mappings know the type and find
all that themselves. `time` is required: it is never invented.
"""

import base64
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

import msgspec

from services.metrics.events.native import EVENT_BYTES, Unparseable, elements_of, read_event
from services.metrics.events.said import Piece, Said, Typed, Uncountable
from services.metrics.events.typed import cloud_type, unmapped

REQUIRED = ("id", "source", "specversion", "type")
_HEADERS = {f"ce-{name}".encode() for name in REQUIRED}
_decoder = msgspec.json.Decoder(dict[str, Any])
_json_type = re.compile(r"^[^;]*[/+]json\s*(;|$)", re.IGNORECASE)


def read_structured(body: bytes) -> list[Piece]:
    """One event as a JSON object; Unparseable if it is none."""
    try:
        _decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise Unparseable(f"The body is no CloudEvent: {error}.") from error
    return [piece_of(body)]


def read_batch(body: bytes) -> list[Piece]:
    """An array of events; one that is wrong is that one's trouble only."""
    return [piece_of(bytes(raw)) for raw in elements_of(body)]


def read_binary(headers: Mapping[bytes, bytes], body: bytes) -> list[Piece]:
    """Attributes in `ce-*` headers, the data as the body."""
    try:
        attributes: dict[str, Any] = {
            name[3:].decode("ascii"): _header_value(value)
            for name, value in headers.items()
            if name.startswith(b"ce-")
        }
        data = _binary_data(_text(headers.get(b"content-type", b"")), body)
    except (UnicodeError, msgspec.MsgspecError, RecursionError) as error:
        raise Unparseable(f"A ce- header or the data cannot be read: {error}.") from error
    return [piece_of(msgspec.json.encode(attributes | data))]


def is_binary(headers: Mapping[bytes, bytes]) -> bool:
    """Whether all four required attributes came as headers."""
    return headers.keys() >= _HEADERS


def _header_value(raw: bytes) -> str:
    """Undo double quotes, then one round of percent-encoding; other bytes as UTF-8 or latin-1."""
    if len(raw) >= 2 and raw[:1] == raw[-1:] == b'"':
        raw = re.sub(rb"\\(.)", rb"\1", raw[1:-1])
    return unquote(_text(raw), errors="strict")


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _binary_data(kind: str, body: bytes) -> dict[str, Any]:
    """The body as the JSON format would say it; its media type is the type of the data."""
    typed = {"datacontenttype": kind} if kind else {}
    if not body:
        return typed
    if not kind or _json_type.match(kind):
        return typed | {"data": msgspec.json.decode(body)}
    try:
        return typed | {"data": body.decode("utf-8")}
    except UnicodeDecodeError:
        return typed | {"data_base64": base64.b64encode(body).decode()}


def piece_of(raw: bytes) -> Piece:
    """One structured CloudEvent's bytes with what they say."""
    try:
        event = {name: value for name, value in _decoder.decode(raw).items() if value is not None}
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        return Piece(raw, "cloudevent", Uncountable("invalid", f"No CloudEvent: {error}."))
    typed = _typed(raw, event)
    said = unmapped(typed) if typed and not event.get("subject") else _said(event)
    return Piece(raw, "cloudevent", said, typed)


def _typed(raw: bytes, event: dict[str, Any]) -> Typed | None:
    if len(raw) > EVENT_BYTES or event.get("specversion") != "1.0":
        return None
    try:
        return cloud_type(event, _data(event))
    except (ValueError, TypeError, msgspec.MsgspecError):
        return None


def _said(event: dict[str, Any]) -> Said | Uncountable:
    identity = event.get("id")
    known_as = identity[:200] if isinstance(identity, str) and "\x00" not in identity else None
    if objection := _objection(event):
        return Uncountable("invalid", objection, known_as)
    try:
        native = {
            "id": identity,
            "source": event["source"],
            "metric": str(event["type"]).rpartition(".")[2],
            "subject": event["subject"],
            "time": event["time"],
            **_measure(_data(event)),
        }
    except (ValueError, TypeError, msgspec.MsgspecError) as error:
        return Uncountable("invalid", f"{error}.", known_as)
    return read_event(msgspec.json.encode(native))


def _objection(event: dict[str, Any]) -> str | None:
    if missing := [name for name in (*REQUIRED, "subject", "time") if not event.get(name)]:
        return f"Missing: {', '.join(missing)}."
    return None if event["specversion"] == "1.0" else "Only specversion 1.0 is understood."


def _data(event: dict[str, Any]) -> Any:
    if "data_base64" not in event:
        return event.get("data")
    if "data" in event:
        raise ValueError("Either data or data_base64, not both")
    return msgspec.json.decode(base64.b64decode(event["data_base64"], validate=True))


def _measure(data: Any) -> dict[str, Any]:
    """Value, weight and attributes out of the data: a number, or an object of the three."""
    if data is None:
        return {}
    if isinstance(data, dict):
        measured = {name: data[name] for name in ("value", "weight") if name in data}
        rest = {name: value for name, value in data.items() if name not in measured}
        attributes = rest.pop("attributes", None)
        return {**measured, "attributes": {**rest, **(attributes or {})}}
    if isinstance(data, bool) or not isinstance(data, int | float):
        raise TypeError("data is a number, or an object with value, weight and attributes")
    return {"value": data}
