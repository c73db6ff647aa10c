"""HubSpot's signatures: version 3, which is timed, and the plain hashes that came before it."""

import hmac
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.times import instant
from services.metrics.webhooks.signatures import Refusal, Scheme, from_hex, untimely

V3 = Scheme("X-HubSpot-Signature-v3", encoding="base64")
BEFORE = "X-HubSpot-Signature"
VERSION = "X-HubSpot-Signature-Version"
SIGNED_AT = "X-HubSpot-Request-Timestamp"


def signed_by(received: Received, secrets: Sequence[str], now: datetime) -> Refusal | None:
    """None if one of the secrets signed it; where there is a signature of version 3, by that."""
    if received.header(V3.header) is None:
        return _hashed_by(received, secrets)
    signed_at = received.header(SIGNED_AT) or ""
    place = f"{received.method}{received.url}".encode()
    signed = place + received.body + signed_at.encode()
    return untimely(instant(signed_at), now) or V3.judge(received, secrets, signed)


def _hashed_by(received: Received, secrets: Sequence[str]) -> Refusal | None:
    """A hash of secret and body, in version 2 with method and address between; no HMAC."""
    offered = received.header(BEFORE)
    if not offered:
        return Refusal.UNSIGNED
    addressed = (received.header(VERSION) or "v1").strip().lower() == "v2"
    place = f"{received.method}{received.url}" if addressed else ""
    digests = [
        sha256(f"{secret}{place}".encode() + received.body).digest() for secret in secrets if secret
    ]
    # Every secret is tried: the time it takes tells nobody which one matched.
    matches = [hmac.compare_digest(from_hex(offered) or b"", digest) for digest in digests]
    return None if any(matches) else Refusal.FORGED
