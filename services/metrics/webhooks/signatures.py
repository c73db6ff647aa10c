"""Signatures over the raw bytes of a delivery: compared decoded, in constant time."""

import binascii
import hmac
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum

WINDOW = timedelta(minutes=5)


class Refusal(StrEnum):
    """Why a delivery is not believed."""

    UNSIGNED = "A signature header is missing."
    UNTIMED = "The signature's timestamp cannot be read."
    STALE = "The signature's timestamp is more than five minutes from our clock."
    FORGED = "The signature is none that a secret of this connector makes."


def judged(signature: bytes | None, signed: bytes, keys: Sequence[bytes]) -> Refusal | None:
    """None if one of the keys made the HMAC-SHA256 signature of what was signed."""
    digests = [hmac.digest(key, signed, "sha256") for key in keys if key]
    # Every key is tried: the time it takes tells nobody which one matched.
    matches = [hmac.compare_digest(signature or b"", digest) for digest in digests]
    return None if any(matches) else Refusal.FORGED


def untimely(at: datetime | None, now: datetime) -> Refusal | None:
    """None if the time of signing is within five minutes of now."""
    if at is None:
        return Refusal.UNTIMED
    return Refusal.STALE if abs(now - at) > WINDOW else None


def from_hex(text: str) -> bytes | None:
    """The bytes that hexadecimal text stands for, if it is that."""
    try:
        return binascii.unhexlify(text)
    except ValueError:
        return None


def from_base64(text: str) -> bytes | None:
    """The bytes that base64 text stands for, if it is that."""
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        return None


def standard_webhooks(
    message_id: str | None,
    timestamp: str | None,
    signatures: str | None,
    body: bytes,
    secrets: Sequence[str],
    now: datetime,
) -> Refusal | None:
    """Standard Webhooks: base64 HMAC-SHA256 of `id.timestamp.body`; one of several may match."""
    if not (message_id and timestamp and signatures):
        return Refusal.UNSIGNED
    refusal = untimely(_unix(timestamp), now)
    if refusal is not None:
        return refusal
    signed = f"{message_id}.{timestamp}.".encode() + body
    keys = [_standard_key(secret) for secret in secrets]
    offered = [from_base64(one[3:]) for one in signatures.split() if one.startswith("v1,")]
    verdicts = [judged(signature, signed, keys) for signature in offered]
    return None if None in verdicts else Refusal.FORGED


def _unix(text: str) -> datetime | None:
    if not re.fullmatch(r"[0-9]{1,11}", text):
        return None
    return datetime.fromtimestamp(0, UTC) + timedelta(seconds=int(text))


def _standard_key(secret: str) -> bytes:
    """The key of a secret: base64, with or without its prefix and its padding."""
    text = secret.removeprefix("whsec_").rstrip("=")
    return from_base64(text + "=" * (-len(text) % 4)) or b""
