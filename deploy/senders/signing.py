"""Signing as tools sign, for the story and for trying payloads."""

import base64
import hmac
from datetime import datetime
from uuid import uuid4

Headers = dict[str, str]


def zendesk_headers(
    body: bytes, secret: str, now: datetime, invocation: str | None = None
) -> Headers:
    """The headers of a Zendesk event subscription's delivery, which its retries share."""
    signed_at = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    digest = hmac.digest(secret.encode(), signed_at.encode() + body, "sha256")
    return {
        "Content-Type": "application/json",
        "X-Zendesk-Webhook-Invocation-Id": invocation or uuid4().hex,
        "X-Zendesk-Webhook-Signature": base64.b64encode(digest).decode(),
        "X-Zendesk-Webhook-Signature-Timestamp": signed_at,
    }


def github_headers(body: bytes, secret: str, event: str) -> Headers:
    """The headers of a GitHub webhook's delivery."""
    digest = hmac.digest(secret.encode(), body, "sha256")
    return {
        "Content-Type": "application/json",
        "X-GitHub-Delivery": str(uuid4()),
        "X-GitHub-Event": event,
        "X-Hub-Signature-256": f"sha256={digest.hex()}",
    }
