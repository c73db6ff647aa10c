"""Plain secrets, of tools that sign nothing: brought in a header, as a password, in the address."""

import hmac
from collections.abc import Iterator, Sequence

from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.signatures import Refusal, from_base64

IN_QUERY = "secret"


def brings_secret(received: Received, secrets: Sequence[str], *headers: str) -> Refusal | None:
    """None if it brings a secret: in a header, as a bearer or a password, or in `?secret=`."""
    brought = list(_brought(received, headers))
    # Every pair is compared: the time it takes tells nobody which one matched.
    matches = [
        hmac.compare_digest(one.encode(), secret.encode())
        for one in brought
        for secret in secrets
        if secret
    ]
    if any(matches):
        return None
    return Refusal.WRONG_TOKEN if brought else Refusal.NO_TOKEN


def _brought(received: Received, headers: Sequence[str]) -> Iterator[str]:
    told = (*(received.header(name) for name in headers), received.query.get(IN_QUERY))
    yield from (one for one in told if one)
    scheme, _, credentials = (received.header("Authorization") or "").partition(" ")
    if scheme.lower() == "bearer":
        yield credentials.strip()
    elif scheme.lower() == "basic":
        _, _, password = _text(from_base64(credentials.strip())).partition(":")
        yield password


def _text(raw: bytes | None) -> str:
    return (raw or b"").decode(errors="replace")
