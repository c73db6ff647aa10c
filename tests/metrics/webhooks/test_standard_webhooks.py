from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.signatures import Refusal
from services.metrics.webhooks.standard_webhooks import standard_webhooks

# The vector that the Standard Webhooks libraries publish in their tests.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
TIMESTAMP = "1614265330"
BODY = b'{"test": 2432232314}'
GOOD = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
BAD = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA="
OTHER = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc="
THEN = datetime.fromtimestamp(int(TIMESTAMP), UTC)


def judge(
    message_id=ID, timestamp=TIMESTAMP, signatures=GOOD, body=BODY, secrets=(SECRET,), now=THEN
):
    told = {"id": message_id, "timestamp": timestamp, "signature": signatures}
    headers = {f"Webhook-{name.title()}": said for name, said in told.items() if said is not None}
    return standard_webhooks(Received(body, headers), secrets, now)


@pytest.mark.parametrize(
    "given_",
    [
        pytest.param({}, id="published"),
        pytest.param({"signatures": f"{OTHER} v2,{GOOD[3:]} {GOOD} {OTHER}"}, id="one of several"),
        pytest.param({"secrets": [SECRET.removeprefix("whsec_")]}, id="without prefix"),
        pytest.param({"secrets": ["whsec_bmV3IHNlY3JldA==", SECRET]}, id="being rotated out"),
        pytest.param({"now": THEN + timedelta(minutes=5)}, id="just in time"),
        pytest.param({"now": THEN - timedelta(minutes=5)}, id="just not too early"),
    ],
)
def test_what_a_live_secret_signed_is_believed(given_):
    assert judge(**given_) is None


@pytest.mark.parametrize(
    ("given_", "refusal"),
    [
        pytest.param({"signatures": BAD}, Refusal.FORGED, id="published negative"),
        pytest.param({"signatures": GOOD.replace("v1", "v2")}, Refusal.FORGED, id="other version"),
        pytest.param({"signatures": "v1,!"}, Refusal.FORGED, id="no base64"),
        pytest.param({"signatures": "v1,"}, Refusal.FORGED, id="empty"),
        pytest.param({"body": BODY + b" "}, Refusal.FORGED, id="altered body"),
        pytest.param({"message_id": ID + "x"}, Refusal.FORGED, id="altered id"),
        pytest.param({"secrets": []}, Refusal.FORGED, id="no secret"),
        pytest.param({"secrets": [""]}, Refusal.FORGED, id="empty secret"),
        pytest.param({"secrets": ["whsec_?"]}, Refusal.FORGED, id="secret that is no base64"),
        pytest.param({"now": THEN + timedelta(seconds=301)}, Refusal.STALE, id="late"),
        pytest.param({"now": THEN - timedelta(seconds=301)}, Refusal.STALE, id="from the future"),
        pytest.param({"timestamp": "hello"}, Refusal.UNTIMED, id="no number"),
        pytest.param({"timestamp": "9" * 5000}, Refusal.UNTIMED, id="no sane number"),
        pytest.param({"timestamp": None}, Refusal.UNSIGNED, id="no timestamp"),
        pytest.param({"message_id": None}, Refusal.UNSIGNED, id="no id"),
        pytest.param({"signatures": ""}, Refusal.UNSIGNED, id="no signature"),
    ],
)
def test_everything_else_is_refused(given_, refusal):
    assert judge(**given_) is refusal


@given(st.text(min_size=1), st.text(), st.binary(min_size=24, max_size=64))
def test_the_official_library_signs_what_we_believe(message_id, body, key):
    webhook = Webhook(key)
    signatures = webhook.sign(msg_id=message_id, timestamp=THEN, data=body)
    secrets = [f"whsec_{b64encode(key).decode()}"]
    assert judge(message_id, TIMESTAMP, signatures, body.encode(), secrets) is None
