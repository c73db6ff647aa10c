from datetime import UTC, datetime, timedelta

import pytest

from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.signatures import Refusal
from tests.metrics.webhooks.connectors.deliveries import verify_as

# The secret of GitLab's own example, and what its scheme makes of it.
SECRET = "whsec_dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q="
SIGNED = {
    "webhook-id": "f5e5f430-f57b-4e6e-9fac-d9128cd7232f",
    "webhook-timestamp": "1700000000",
    "webhook-signature": "v1,ylO3M2BRdZ+tu8eG82xpGzZlXMtlaa0YPhUnVx7yDQk=",
}
BODY = b'{"hello":"world"}'
THEN = datetime.fromtimestamp(1_700_000_000, UTC)


def judge(headers, secrets=(SECRET,), now=THEN):
    return verify_as("gitlab", Received(BODY, headers), secrets, now)


def test_a_signing_token_signs_as_standard_webhooks_do():
    assert judge(SIGNED) is None
    assert judge(SIGNED, secrets=("a-plain-token", SECRET)) is None
    assert judge(SIGNED, now=THEN + timedelta(seconds=301)) is Refusal.STALE


def test_a_plain_token_comes_in_its_header():
    assert judge({"x-gitlab-token": "a-plain-token"}, ("a-plain-token",)) is None


@pytest.mark.parametrize(
    ("headers", "refusal"),
    [
        pytest.param({}, Refusal.NO_TOKEN, id="nothing"),
        pytest.param({"X-Gitlab-Token": "guessed"}, Refusal.WRONG_TOKEN, id="another token"),
        pytest.param(
            SIGNED | {"webhook-id": "another", "X-Gitlab-Token": SECRET},
            Refusal.FORGED,
            id="a forged signature beside the right token",
        ),
    ],
)
def test_everything_else_is_refused(headers, refusal):
    assert judge(headers) is refusal
