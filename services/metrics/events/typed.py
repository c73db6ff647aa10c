"""Events of somebody else's design: what mappings may take them by, and see of them."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from services.metrics.events.said import Printable, Typed, Uncountable


class TypedSaid(msgspec.Struct, forbid_unknown_fields=True):
    """A native event that has a type and data, and leaves the metric to mappings."""

    id: Printable
    source: Printable
    type: Printable
    time: Annotated[datetime, Meta(tz=True)]
    subject: str | None = None
    data: Any = None


_native = msgspec.json.Decoder(TypedSaid)


def native_type(raw: bytes) -> Typed | None:
    """A native event's bytes as mappings see it, if it leaves its metric to them."""
    try:
        said = _native.decode(raw)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    return Typed(said.type, {**msgspec.to_builtins(said), "time": said.time.isoformat()})


def cloud_type(event: dict[str, Any], data: Any) -> Typed | None:
    """A CloudEvent as mappings see it, if it says what they need."""
    try:
        names = (msgspec.convert(event.get(name), Printable) for name in ("id", "source", "type"))
        *_, type_ = names
    except msgspec.ValidationError:
        return None
    return Typed(type_, {**event, "data": data})


def unmapped(typed: Typed) -> Uncountable:
    """Why an event of a type that no mapping takes is not counted."""
    detail = f"No mapping takes events of the type {typed.type!r}; POST /v1/mappings, then replay."
    if "specversion" in typed.document:
        detail += " Or send it with a subject, if the type's last word is a metric."
    return Uncountable("unmapped_type", detail, typed.document["id"])
