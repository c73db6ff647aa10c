"""Support, incident and survey tools, and tools of any kind, sign each in their own way."""

import hmac
from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
from hubspot.utils.signature import Signature
from standardwebhooks import Webhook

from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.signatures import Refusal
from tests.metrics.webhooks.connectors.deliveries import verify_as
from tests.metrics.webhooks.connectors.hmac import OPTIONS as SIGNED
from tests.metrics.webhooks.connectors.standard import OPTIONS as MAPPED

BODY = b'{"hello":"world"}'
NOW = datetime(2026, 3, 2, tzinfo=UTC)
# What each scheme makes of the body, worked out apart from our code.
SIGNATURES = {
    "intercom": ("X-Hub-Signature", "sha1=c2409ebca2063f29fce9088a1f0e7da91c017f33"),
    "helpscout": ("X-HelpScout-Signature", "YhXKie6t+YQPJLRzdKWwTPsJN2w="),
    "typeform": ("Typeform-Signature", "sha256=ALZSbj2/HuduZO40rURR50W5GKgcmbq/aAIhZ2OeJ8U="),
    "front": ("X-Front-Signature", "8PIW2KPdkI+XnYxZvPsZwFkxkWw="),
}
SECRETS = {
    "intercom": "client-secret",
    "helpscout": "asdffdsa",
    "typeform": "typeform-secret",
    "front": "front-api-secret",
}
BODIES = {"helpscout": b'{"id":123}'}
TIMED = "jy1EBsLWAa1qbr+7P0B6l4Y1ivEwvD8Z8Jywi5O8cx0="
TIMED_AT = datetime.fromtimestamp(1700000000, UTC)


def judge(tool, headers, body=BODY, secrets=("a-secret",), now=NOW, query=None, **options):
    return verify_as(tool, Received(body, headers, query or {}), secrets, now, **options)


def as_hex(secret, body=BODY, algorithm="sha256"):
    return hmac.digest(secret.encode(), body, algorithm).hex()


@pytest.mark.parametrize("tool", SIGNATURES)
def test_what_a_live_secret_signed_is_believed_and_nothing_else(tool):
    name, signature = SIGNATURES[tool]
    body, secret = BODIES.get(tool, BODY), SECRETS[tool]
    assert judge(tool, {name.lower(): signature}, body, [secret]) is None
    assert judge(tool, {name: signature}, body, ["the new one", secret]) is None
    assert judge(tool, {name: signature}, body, ["another"]) is Refusal.FORGED
    assert judge(tool, {name: signature}, body + b" ", [secret]) is Refusal.FORGED
    assert judge(tool, {name: signature[1:]}, body, [secret]) is Refusal.FORGED
    assert judge(tool, {}, body, [secret]) is Refusal.UNSIGNED


@pytest.mark.parametrize(
    ("tool", "header", "signature"),
    [
        ("pagerduty", "X-PagerDuty-Signature", f"v1={as_hex('a-secret')}"),
        ("delighted", "X-Delighted-Webhook-Signature", f"sha256={as_hex('a-secret')}"),
        (
            "servicenow",
            "X-Counterpoise-Signature",
            b64encode(hmac.digest(b"a-secret", BODY, "sha256")).decode(),
        ),
    ],
)
def test_so_are_those_for_which_nothing_is_published(tool, header, signature):
    assert judge(tool, {header: signature}) is None
    assert judge(tool, {header: signature}, b"{}") is Refusal.FORGED


def test_of_pagerdutys_signatures_any_may_match_and_only_of_the_known_version():
    good, bad = f"v1={as_hex('a-secret')}", f"v1={as_hex('another')}"
    for offered in (f"{bad},{good}", f"{good},{bad}", f"v2={as_hex('x')}, {good}"):
        assert judge("pagerduty", {"X-PagerDuty-Signature": offered}) is None
    for offered in (bad, f"v2={as_hex('a-secret')}", as_hex("a-secret"), "v1=", "v1=zz"):
        assert judge("pagerduty", {"X-PagerDuty-Signature": offered}) is Refusal.FORGED


@pytest.mark.parametrize("tool", ["freshdesk", "opsgenie", "groove", "survicate"])
def test_what_signs_nothing_brings_its_secret(tool):
    bearer = {"Authorization": "Bearer a-secret"}
    assert judge(tool, bearer) is None
    assert judge(tool, {}, query={"secret": "a-secret"}) is None
    assert judge(tool, {"Authorization": "Bearer another"}) is Refusal.WRONG_TOKEN
    assert judge(tool, {}) is Refusal.NO_TOKEN


@pytest.mark.parametrize("tool", ["freshdesk", "opsgenie", "survicate", "servicenow"])
def test_an_administrator_may_add_a_header(tool):
    assert judge(tool, {"X-Webhook-Secret": "a-secret"}) is None


@pytest.mark.parametrize("tool", ["servicenow", "delighted"])
def test_who_could_sign_is_not_believed_for_a_forged_signature_beside_the_secret(tool):
    name = {"servicenow": "X-Counterpoise-Signature", "delighted": "X-Delighted-Webhook-Signature"}
    forged = {name[tool]: "sha256=00", "X-Webhook-Secret": "a-secret"}
    assert judge(tool, forged, query={"secret": "a-secret"}) is Refusal.FORGED


@pytest.mark.parametrize(
    ("late", "refusal"),
    [(0, None), (300, None), (-300, None), (301, Refusal.STALE), (-301, Refusal.STALE)],
)
def test_fronts_applications_sign_the_time_to_the_thousandth(late, refusal):
    headers = {"X-Front-Request-Timestamp": "1700000000000", "X-Front-Signature": TIMED}
    now = TIMED_AT + timedelta(seconds=late)
    assert judge("front", headers, secrets=["front-signing-key"], now=now) is refusal


def test_a_rules_signature_is_none_of_an_application():
    headers = {"X-Front-Request-Timestamp": "1700000000000", "X-Front-Signature": TIMED}
    as_rule = {"X-Front-Signature": TIMED}
    assert judge("front", as_rule, secrets=["front-signing-key"]) is Refusal.FORGED
    untimed = headers | {"X-Front-Request-Timestamp": ""}
    assert judge("front", untimed, secrets=["front-signing-key"]) is Refusal.FORGED


HUBSPOT = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy"
PLACE = "https://www.example.com/webhook_uri"
SAID = "{'example_field':'example_value'}"
BEFORE = {
    "v1": "69fc6631a867edd4f9e9e627fc5c1148e3fbdd8b21837b6d2b8901c1fa57f750",
    "v2": "4fe4e3a7d3cf09db53be39d0a58130e2aaba074ec123a9e355b876a689a1c383",
}


def hubspot(headers, now=NOW, url=PLACE, secrets=(HUBSPOT,)):
    return verify_as("hubspot", Received(SAID.encode(), headers, {}, url), secrets, now)


def third(at=NOW):
    """The headers of version 3, as HubSpot's own package signs."""
    timestamp = str(int(at.timestamp() * 1000))
    signature = Signature.get_signature(HUBSPOT, SAID, "v3", PLACE, "POST", timestamp)
    return {"X-HubSpot-Signature-v3": signature, "X-HubSpot-Request-Timestamp": timestamp}


@pytest.mark.parametrize("version", BEFORE)
def test_hubspots_published_vectors_are_believed(version):
    headers = {"X-HubSpot-Signature": BEFORE[version], "X-HubSpot-Signature-Version": version}
    assert hubspot(headers) is None
    assert hubspot(headers, secrets=["another"]) is Refusal.FORGED
    assert Signature.get_signature(HUBSPOT, SAID, version, PLACE) == BEFORE[version]


def test_hubspots_second_version_signs_the_address_and_the_first_does_not():
    elsewhere = "https://elsewhere.example.com/webhook_uri"
    verdicts = [
        hubspot(
            {"X-HubSpot-Signature": BEFORE[version], "X-HubSpot-Signature-Version": version},
            url=elsewhere,
        )
        for version in BEFORE
    ]
    assert verdicts == [None, Refusal.FORGED]


@pytest.mark.parametrize(
    ("late", "refusal"),
    [(0, None), (300, None), (301, Refusal.STALE), (-301, Refusal.STALE)],
)
def test_hubspots_third_version_is_timed(late, refusal):
    assert hubspot(third(), now=NOW + timedelta(seconds=late)) is refusal


def test_hubspots_third_version_signs_the_address_by_which_it_knows_us():
    assert hubspot(third(), url="http://127.0.0.1:8002/webhook_uri") is Refusal.FORGED
    assert hubspot(third() | {"X-HubSpot-Request-Timestamp": ""}) is Refusal.UNTIMED


def test_beside_a_signature_of_the_third_version_those_before_are_not_asked():
    both = {"X-HubSpot-Signature": BEFORE["v1"], "X-HubSpot-Signature-Version": "v1"}
    assert hubspot(both | third() | {"X-HubSpot-Signature-v3": "AAAA"}) is Refusal.FORGED
    assert hubspot({}) is Refusal.UNSIGNED


STANDARD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.mark.parametrize("prefix", ["webhook", "svix"])
def test_standard_webhooks_are_believed_under_either_name(prefix):
    signature = Webhook(STANDARD).sign("msg_1", NOW, BODY.decode())
    told = {"id": "msg_1", "timestamp": str(int(NOW.timestamp())), "signature": signature}
    headers = {f"{prefix}-{name}": value for name, value in told.items()}
    assert judge("standard", headers, secrets=[STANDARD], **MAPPED) is None
    assert judge("standard", headers, b"{}", [STANDARD], **MAPPED) is Refusal.FORGED
    late = NOW + timedelta(seconds=301)
    assert judge("standard", headers, secrets=[STANDARD], now=late, **MAPPED) is Refusal.STALE


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha512"])
@pytest.mark.parametrize("encoding", ["hex", "base64"])
@pytest.mark.parametrize("prefix", ["", "sig="])
def test_any_hmac_is_believed_as_the_connector_says(algorithm, encoding, prefix):
    raw = hmac.digest(b"a-secret", BODY, algorithm)
    text = raw.hex() if encoding == "hex" else b64encode(raw).decode()
    options = SIGNED | {"algorithm": algorithm, "encoding": encoding, "prefix": prefix}
    assert judge("hmac", {"x-signature": prefix + text}, **options) is None
    assert judge("hmac", {"x-signature": prefix + text}, b"{}", **options) is Refusal.FORGED
    assert judge("hmac", {"X-Other": prefix + text}, **options) is Refusal.UNSIGNED
