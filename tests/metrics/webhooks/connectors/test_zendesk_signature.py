import hmac
from base64 import b64encode
from datetime import datetime, timedelta

import pytest

from services.metrics.webhooks.connectors import zendesk
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.signatures import Refusal
from tests.metrics.webhooks.connectors.deliveries import verify_as

# The inputs that Zendesk's documentation prints, and what each order of signing makes of them.
SECRET = "HRkRd4BeOAoUkfZr-mhauJT64rvBASlJRoIyPsd3zeA="
BODY = b'{"say": "hello"}'
SIGNED_AT = "2021-07-25T10:00:00Z"
THEN = datetime.fromisoformat(SIGNED_AT)
TIMESTAMP_FIRST = "Rry/4TtIdFyawtXXp8QdI6tlAUUQ/5kL1OTp5qo/ZIk="
BODY_FIRST_AS_IT_ONCE_WAS = "tRDSF7URY8BLCDlaBcQ7FHu051Zk+aAB0NKMP53teMw="
TESTING_SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="
TESTING_SIGNATURE = "gf3v0LzLRHPUnIdhbvwRDVEvzSb07/QN0GYjSNlkBT0="


def judge(signature=TIMESTAMP_FIRST, signed_at=SIGNED_AT, body=BODY, secrets=(SECRET,), now=THEN):
    headers = {"x-zendesk-webhook-SIGNATURE": signature, zendesk.SIGNED_AT: signed_at}
    return verify_as("zendesk", Received(body, headers), secrets, now)


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({}, id="timestamp then body"),
        pytest.param(
            {"signature": TESTING_SIGNATURE, "secrets": [TESTING_SECRET]}, id="testing secret"
        ),
        pytest.param({"secrets": ["a newer one", SECRET]}, id="being rotated out"),
        pytest.param({"now": THEN + timedelta(minutes=5)}, id="just in time"),
        pytest.param({"now": THEN - timedelta(minutes=5)}, id="just not too early"),
    ],
)
def test_what_a_live_secret_signed_is_believed(given):
    assert judge(**given) is None


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        pytest.param({"signature": BODY_FIRST_AS_IT_ONCE_WAS}, Refusal.FORGED, id="obsolete order"),
        pytest.param({"body": BODY + b"\n"}, Refusal.FORGED, id="altered body"),
        pytest.param({"signed_at": "2021-07-25T10:00:01Z"}, Refusal.FORGED, id="altered time"),
        pytest.param({"signature": "ä"}, Refusal.FORGED, id="no base64"),
        pytest.param({"secrets": ["a newer one"]}, Refusal.FORGED, id="rotated out"),
        pytest.param({"secrets": [""]}, Refusal.FORGED, id="empty secret"),
        pytest.param({"now": THEN + timedelta(seconds=301)}, Refusal.STALE, id="stale"),
        pytest.param({"now": THEN - timedelta(seconds=301)}, Refusal.STALE, id="from the future"),
        pytest.param({"signed_at": "yesterday"}, Refusal.UNTIMED, id="no time"),
        pytest.param({"signed_at": ""}, Refusal.UNSIGNED, id="no timestamp"),
        pytest.param({"signature": ""}, Refusal.UNSIGNED, id="no signature"),
    ],
)
def test_everything_else_is_refused(given, refusal):
    assert judge(**given) is refusal


def test_an_empty_secret_never_lets_its_own_signature_in():
    digest = hmac.digest(b"", SIGNED_AT.encode() + BODY, "sha256")
    assert judge(signature=b64encode(digest).decode(), secrets=["", SECRET]) is Refusal.FORGED


def test_without_headers_nothing_is_believed():
    assert verify_as("zendesk", Received(BODY), [SECRET], THEN) is Refusal.UNSIGNED
