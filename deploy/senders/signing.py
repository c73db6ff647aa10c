"""Signing as tools sign, for the story and for trying payloads."""

import base64
import hmac
from datetime import datetime
from uuid import uuid4

Headers = dict[str, str]


def digest(signed: bytes, secret: str, encoding: str = "hex", algorithm: str = "sha256") -> str:
    """The HMAC of what is signed, as text."""
    raw = hmac.digest(secret.encode(), signed, algorithm)
    return raw.hex() if encoding == "hex" else base64.b64encode(raw).decode()


def zendesk_headers(
    body: bytes, secret: str, now: datetime, invocation: str | None = None
) -> Headers:
    """The headers of a Zendesk event subscription's delivery, which its retries share."""
    signed_at = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "Content-Type": "application/json",
        "X-Zendesk-Webhook-Invocation-Id": invocation or uuid4().hex,
        "X-Zendesk-Webhook-Signature": digest(signed_at.encode() + body, secret, "base64"),
        "X-Zendesk-Webhook-Signature-Timestamp": signed_at,
    }


def github_headers(body: bytes, secret: str, event: str) -> Headers:
    """The headers of a GitHub webhook's delivery."""
    return {
        "Content-Type": "application/json",
        "X-GitHub-Delivery": str(uuid4()),
        "X-GitHub-Event": event,
        "X-Hub-Signature-256": f"sha256={digest(body, secret)}",
    }
