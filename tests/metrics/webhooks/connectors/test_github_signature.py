from datetime import UTC, datetime

import pytest

from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.signatures import Refusal
from tests.metrics.webhooks.connectors.deliveries import verify_as

# The vector that GitHub's documentation prints.
SECRET = "It's a Secret to Everybody"
BODY = b"Hello, World!"
DIGEST = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def judge(signature=f"sha256={DIGEST}", body=BODY, secrets=(SECRET,)):
    received = Received(body, {"x-hub-signature-256": signature})
    return verify_as("github", received, secrets, NOW)


def test_the_published_vector_is_believed():
    assert judge() is None


def test_a_secret_that_is_rotated_out_still_works_beside_the_new_one():
    assert judge(secrets=["the new one", SECRET]) is None


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"body": b"Hello World!"}, id="altered body"),
        pytest.param({"signature": f"sha256={DIGEST[:-1]}8"}, id="altered signature"),
        pytest.param({"signature": f"sha256={DIGEST[:-2]}"}, id="shortened signature"),
        pytest.param({"signature": f"sha1={DIGEST}"}, id="other algorithm"),
        pytest.param({"signature": DIGEST}, id="no algorithm"),
        pytest.param({"signature": "sha256=nonsense"}, id="no hexadecimal"),
        pytest.param({"secrets": ["the new one"]}, id="rotated out"),
        pytest.param({"secrets": []}, id="no secret"),
    ],
)
def test_everything_else_is_forged(given):
    assert judge(**given) is Refusal.FORGED


def test_the_old_sha1_header_alone_is_no_signature():
    old = {"X-Hub-Signature": "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59"}
    assert verify_as("github", Received(BODY, old), [SECRET], NOW) is Refusal.UNSIGNED
