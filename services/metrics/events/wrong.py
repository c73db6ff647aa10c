"""What is told of bytes that are no native event, so that their sender finds and mends them."""

from typing import Any

import msgspec

from services.metrics.events.said import Uncountable

CLOUD = (
    "This is a CloudEvent: send it as application/cloudevents+json, "
    "an array of them as application/cloudevents-batch+json."
)
_anything = msgspec.json.Decoder()


def invalid(raw: bytes, error: Exception) -> Uncountable:
    """Why bytes were not read, by the id they say."""
    found = _object_within(raw)
    detail = CLOUD if "specversion" in found else f"{error}."
    return Uncountable("invalid", detail, _id_within(found))


def _object_within(raw: bytes) -> dict[str, Any]:
    try:
        found = _anything.decode(raw)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _id_within(found: dict[str, Any]) -> str | None:
    identity = found.get("id")
    keepable = isinstance(identity, str) and "\x00" not in identity
    return identity[:200] if keepable and identity else None
