import hmac
from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.signatures import Refusal, Scheme, untimely

BODY = b'{"hello":"world"}'
NOW = datetime(2026, 3, 2, tzinfo=UTC)

# What the documented schemes make of this body; see each vendor's connector.
VECTORS = [
    pytest.param(
        Scheme("S", prefix="sha1=", algorithm="sha1"),
        "client-secret",
        "sha1=c2409ebca2063f29fce9088a1f0e7da91c017f33",
        id="sha1, hexadecimal, prefixed",
    ),
    pytest.param(
        Scheme("S"),
        "CLICKUPSECRET",
        "7234a480da45a3bc0b3d8afe331b1786c7e202030505efab8c74ec63e41d1d03",
        id="sha256, hexadecimal",
    ),
    pytest.param(
        Scheme("S"),
        "a-secret",
        "8b04f23098e2e847d4d4e3c89f717427fd5f023ee6c8f6d7abec5bd9257a93f9",
        id="sha256, hexadecimal, as Shortcut signs",
    ),
    pytest.param(
        Scheme("S", encoding="base64", algorithm="sha1"),
        "front-api-secret",
        "8PIW2KPdkI+XnYxZvPsZwFkxkWw=",
        id="sha1, base64",
    ),
    pytest.param(
        Scheme("S", prefix="sha256=", encoding="base64"),
        "typeform-secret",
        "sha256=ALZSbj2/HuduZO40rURR50W5GKgcmbq/aAIhZ2OeJ8U=",
        id="sha256, base64, prefixed",
    ),
]


def judge(scheme, secrets, signature):
    return scheme.judge(Received(BODY, {"s": signature}), secrets)


@pytest.mark.parametrize(("scheme", "secret", "signature"), VECTORS)
def test_every_form_of_signature_is_believed_of_its_secret_alone(scheme, secret, signature):
    assert judge(scheme, ["another", secret], signature) is None
    assert judge(scheme, ["another", ""], signature) is Refusal.FORGED
    assert judge(scheme, [secret], signature[:-2]) is Refusal.FORGED
    assert judge(scheme, [secret], "") is Refusal.UNSIGNED
    assert scheme.judge(Received(BODY), [secret]) is Refusal.UNSIGNED
    other_body = Received(BODY + b" ", {"s": signature})
    assert scheme.judge(other_body, [secret]) is Refusal.FORGED


def test_the_case_of_hexadecimal_says_nothing():
    scheme, secret, signature = VECTORS[1].values
    assert judge(scheme, [secret], signature.upper()) is None


def test_one_of_several_signatures_is_enough():
    good = hmac.new(b"new", BODY, "sha256").hexdigest()
    scheme = Scheme("S", prefix="v1=")
    assert judge(scheme, ["new"], f"v1={'0' * 64}, v1={good}") is None
    assert judge(scheme, ["new"], f"v1={'0' * 64},v2={good}") is Refusal.FORGED


def test_an_empty_secret_never_lets_its_own_signature_in():
    signature = hmac.new(b"", BODY, "sha256").hexdigest()
    assert judge(Scheme("S"), ["", "right"], signature) is Refusal.FORGED


@given(st.text(), st.text(min_size=1, max_size=20).map(lambda text: text.encode()))
def test_no_signature_that_anybody_makes_up_is_believed(signature, made_up):
    for scheme in (Scheme("S"), Scheme("S", encoding="base64")):
        assert judge(scheme, ["a-secret"], signature) is not None
        assert judge(scheme, ["a-secret"], b64encode(made_up).decode()) is not None


@pytest.mark.parametrize("window", [timedelta(minutes=5), timedelta(seconds=60)])
def test_a_time_is_timely_up_to_its_window_and_no_further(window):
    second = timedelta(seconds=1)
    assert untimely(NOW - window, NOW, window) is untimely(NOW + window, NOW, window) is None
    assert untimely(NOW - window - second, NOW, window) is Refusal.STALE
    assert untimely(NOW + window + second, NOW, window) is Refusal.STALE
    assert untimely(None, NOW, window) is Refusal.UNTIMED
