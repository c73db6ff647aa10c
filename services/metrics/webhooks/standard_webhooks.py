"""Standard Webhooks: the scheme that several tools share, with the time in the signature."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.signatures import Refusal, from_base64, judged, untimely


def standard_webhooks(
    received: Received, secrets: Sequence[str], now: datetime, prefix: str = "webhook"
) -> Refusal | None:
    """Base64 HMAC-SHA256 of `id.timestamp.body`; one of several may match."""
    told = [received.header(f"{prefix}-{name}") for name in ("id", "timestamp", "signature")]
    message_id, timestamp, signatures = (one or "" for one in told)
    if not (message_id and timestamp and signatures):
        return Refusal.UNSIGNED
    refusal = untimely(_unix(timestamp), now)
    if refusal is not None:
        return refusal
    signed = f"{message_id}.{timestamp}.".encode() + received.body
    keys = [_key(secret) for secret in secrets]
    offered = [from_base64(one[3:]) for one in signatures.split() if one.startswith("v1,")]
    verdicts = [judged(signature, signed, keys) for signature in offered]
    return None if None in verdicts else Refusal.FORGED


def _unix(text: str) -> datetime | None:
    if not re.fullmatch(r"[0-9]{1,11}", text):
        return None
    return datetime.fromtimestamp(0, UTC) + timedelta(seconds=int(text))


def _key(secret: str) -> bytes:
    """The key of a secret: base64, with or without its prefix and its padding."""
    text = secret.removeprefix("whsec_").rstrip("=")
    return from_base64(text + "=" * (-len(text) % 4)) or b""
