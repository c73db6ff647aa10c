"""What an API key looks like, how it is recognized, and what it may do."""

import hmac
import re
import secrets
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.errors import Forbidden, NotFound, Unauthenticated
from shared.schemas.metrics.keys import ApiKey, ApiKeyIn

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
SHAPE = re.compile(
    r"^cp_(?P<id>[0-9A-Za-z]{10})(?P<secret>[0-9A-Za-z]{30})(?P<sum>[0-9A-Za-z]{6})$"
)


class KeyRefused(Unauthenticated):
    """No key, or none that is accepted: unknown, revoked and expired read alike."""

    def __init__(self) -> None:
        super().__init__("Send a valid API key as 'Authorization: Bearer cp_…'.")


class KeyOfOtherScope(Forbidden):
    """A good key, but of the other scope: `push` for what is pushed, `scim` for SCIM."""

    def __init__(self, shown: str, wanted: str) -> None:
        super().__init__(f"This key is of scope {shown!r}; use one of scope {wanted!r} here.")


class KeyUnknown(NotFound):
    """There is no such key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is no key {key!r}.")


@dataclass(frozen=True)
class Grant:
    """What a key may push, and until when."""

    id: str
    digest: bytes
    sources: tuple[str, ...]
    metrics: frozenset[str]
    expires_at: datetime
    revoked_at: datetime | None
    scope: str = "push"

    @classmethod
    def everything(cls, name: str, at: datetime) -> "Grant":
        """The grant of what we do ourselves, such as a replay."""
        return cls(name, b"", (), frozenset(), at, None)

    def allows(self, source: str, metric: str) -> bool:
        """Whether events of this source and metric are within the key's scope."""
        in_source = not self.sources or source.startswith(self.sources)
        return in_source and (not self.metrics or metric in self.metrics)

    def opens_for(self, shown: str, pepper: bytes, now: datetime) -> bool:
        """Whether the shown key is this one, and still good."""
        same = hmac.compare_digest(self.digest, digest_of(shown, pepper))
        return same and self.revoked_at is None and now < self.expires_at


def new_key() -> tuple[str, str]:
    """A public id and the whole key, with a checksum so that a scanner can tell a real one."""
    public = "".join(secrets.choice(ALPHABET) for _ in range(10))
    body = public + "".join(secrets.choice(ALPHABET) for _ in range(30))
    return public, f"cp_{body}{_checksum(body)}"


def make_key(said: ApiKeyIn, at: datetime) -> tuple[ApiKey, str]:
    """A new key as it will be listed, and the whole of it to be shown once."""
    public, whole = new_key()
    key = ApiKey(
        id=public,
        name=said.name,
        scope=said.scope,
        sources=said.sources,
        metrics=said.metrics,
        created_at=at,
        expires_at=at + timedelta(days=said.days),
        revoked_at=None,
    )
    return key, whole


def public_id_of(shown: str) -> str | None:
    """The public part of a well-formed key, else None; costs no look-up."""
    match = SHAPE.match(shown)
    if match is None or match["sum"] != _checksum(match["id"] + match["secret"]):
        return None
    return match["id"]


def digest_of(shown: str, pepper: bytes) -> bytes:
    """The keyed hash under which a key is stored."""
    return hmac.digest(pepper, shown.encode(), "sha256")


def _checksum(body: str) -> str:
    number, digits = zlib.crc32(body.encode()), ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        digits = ALPHABET[digit] + digits
    return digits
