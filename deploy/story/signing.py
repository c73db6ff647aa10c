"""The headers of a webhook, signed as Zendesk signs: timestamp and body, the secret as text."""

import base64
import hashlib
import hmac
from datetime import datetime

INVOCATION = "X-Zendesk-Webhook-Invocation-Id"
SIGNATURE = "X-Zendesk-Webhook-Signature"
TIMESTAMP = "X-Zendesk-Webhook-Signature-Timestamp"


def signed(body: bytes, secret: str, invocation: str, at: datetime) -> dict[str, str]:
    """The headers of a delivery that leaves now."""
    timestamp = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    digest = hmac.new(secret.encode(), timestamp.encode() + body, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json",
        "User-Agent": "Zendesk Webhook",
        INVOCATION: invocation,
        SIGNATURE: base64.b64encode(digest).decode(),
        TIMESTAMP: timestamp,
    }
