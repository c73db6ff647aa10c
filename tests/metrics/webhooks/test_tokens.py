from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.signatures import Refusal
from services.metrics.webhooks.tokens import brings_secret

SECRET = "the-shared-secret"
PASSWORD = b64encode(f"counterpoise:{SECRET}".encode()).decode()


def judge(headers=None, query=None, secrets=(SECRET,)):
    return brings_secret(Received(b"{}", headers or {}, query or {}), secrets, "X-Gitlab-Token")


@pytest.mark.parametrize(
    "brought",
    [
        pytest.param({"headers": {"x-gitlab-token": SECRET}}, id="a header"),
        pytest.param({"headers": {"authorization": f"Basic {PASSWORD}"}}, id="a password"),
        pytest.param({"headers": {"Authorization": f"bearer {SECRET}"}}, id="a bearer"),
        pytest.param({"query": {"secret": SECRET}}, id="the address"),
    ],
)
def test_a_secret_is_believed_wherever_a_tool_can_put_it(brought):
    assert judge(**brought) is None
    assert judge(**brought, secrets=("the-new-secret", SECRET)) is None
    assert judge(**brought, secrets=("another",)) is Refusal.WRONG_TOKEN
    assert judge(**brought, secrets=("",)) is Refusal.WRONG_TOKEN


@pytest.mark.parametrize(
    ("brought", "refusal"),
    [
        pytest.param({}, Refusal.NO_TOKEN, id="nothing"),
        pytest.param({"headers": {"X-Other": SECRET}}, Refusal.NO_TOKEN, id="another header"),
        pytest.param({"query": {"token": SECRET}}, Refusal.NO_TOKEN, id="another parameter"),
        pytest.param({"query": {"secret": SECRET[:-1]}}, Refusal.WRONG_TOKEN, id="shortened"),
        pytest.param(
            {"headers": {"Authorization": "Basic !"}}, Refusal.WRONG_TOKEN, id="no base64"
        ),
        pytest.param(
            {"headers": {"Authorization": f"Digest {SECRET}"}}, Refusal.NO_TOKEN, id="other scheme"
        ),
    ],
)
def test_everything_else_is_refused(brought, refusal):
    assert judge(**brought) is refusal


@given(st.text(), st.text())
def test_whatever_is_brought_is_judged(header, parameter):
    assert judge({"x-gitlab-token": header, "authorization": header}, {"secret": parameter})
