"""Signatures over the raw bytes of a delivery: compared decoded, in constant time."""

import binascii
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from services.metrics.webhooks.connectors.received import Received

WINDOW = timedelta(minutes=5)
Algorithm = Literal["sha256", "sha1", "sha512"]
Encoding = Literal["hex", "base64"]


class Refusal(StrEnum):
    """Why a delivery is not believed."""

    UNSIGNED = "A signature header is missing."
    UNTIMED = "The signature's timestamp cannot be read."
    STALE = "The signature's timestamp is too far from our clock."
    FORGED = "The signature is none that a secret of this connector makes."
    NO_TOKEN = "It brings no secret, neither in a header nor in its address."  # noqa: S105 - words
    WRONG_TOKEN = "The secret it brings is none of this connector."  # noqa: S105 - words


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a tool signs: the header, and the form of the HMAC in it; several may be listed."""

    header: str
    prefix: str = ""
    encoding: Encoding = "hex"
    algorithm: Algorithm = "sha256"

    def judge(
        self, received: Received, secrets: Sequence[str], signed: bytes | None = None
    ) -> Refusal | None:
        """None if one of the secrets, as text, made a signature of what was signed: the body."""
        offered = received.header(self.header)
        if not offered:
            return Refusal.UNSIGNED
        keys = [secret.encode() for secret in secrets]
        digests = [self._decoded(one.strip()) for one in offered.split(",")]
        what = received.body if signed is None else signed
        verdicts = [judged(digest, what, keys, self.algorithm) for digest in digests]
        return None if None in verdicts else Refusal.FORGED

    def _decoded(self, offered: str) -> bytes | None:
        if not offered.startswith(self.prefix):
            return None
        return DECODERS[self.encoding](offered[len(self.prefix) :])


def judged(
    signature: bytes | None, signed: bytes, keys: Sequence[bytes], algorithm: Algorithm = "sha256"
) -> Refusal | None:
    """None if one of the keys made the HMAC signature of what was signed."""
    digests = [hmac.digest(key, signed, algorithm) for key in keys if key]
    # Every key is tried: the time it takes tells nobody which one matched.
    matches = [hmac.compare_digest(signature or b"", digest) for digest in digests]
    return None if any(matches) else Refusal.FORGED


def untimely(at: datetime | None, now: datetime, window: timedelta = WINDOW) -> Refusal | None:
    """None if the time of signing is no further from now than the window."""
    if at is None:
        return Refusal.UNTIMED
    return Refusal.STALE if abs(now - at) > window else None


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


DECODERS: Mapping[Encoding, Callable[[str], bytes | None]] = {
    "hex": from_hex,
    "base64": from_base64,
}
