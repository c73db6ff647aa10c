from datetime import UTC, datetime

import pytest

from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.signatures import Refusal
from tests.metrics.webhooks.connectors.deliveries import verify_as

# The vector that Atlassian's documentation prints.
SECRET = "It's a Secret to Everybody"
BODY = b"Hello World!"
SIGNATURE = "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9"
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def judge(headers=None, query=None, secrets=(SECRET,)):
    return verify_as("jira", Received(BODY, headers or {}, query or {}), secrets, NOW)


def test_the_published_vector_is_believed():
    assert judge({"X-Hub-Signature": SIGNATURE}) is None
    assert judge({"X-Hub-Signature": SIGNATURE}, secrets=("the new one", SECRET)) is None


def test_data_center_brings_its_secret_in_the_address():
    assert judge(query={"secret": SECRET}) is None


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        pytest.param({}, Refusal.NO_TOKEN, id="nothing"),
        pytest.param({"query": {"secret": "guessed"}}, Refusal.WRONG_TOKEN, id="another secret"),
        pytest.param(
            {"headers": {"X-Hub-Signature": SIGNATURE[:-1] + "8"}, "query": {"secret": SECRET}},
            Refusal.FORGED,
            id="a forged signature beside the right secret",
        ),
    ],
)
def test_everything_else_is_refused(given, refusal):
    assert judge(**given) is refusal
