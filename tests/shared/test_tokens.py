"""A token is believed only if everything about it is right; every refusal reads the same."""

import base64
import json
import time
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey

from tests.conftest import Headers


def signed(key: Any, header: dict[str, Any], **claims: Any) -> dict[str, str]:
    """A token with a header and claims of the test's choosing."""
    usual = {"iss": "http://issuer.test", "aud": "counterpoise", "sub": "eve"}
    usual |= {"exp": int(time.time()) + 600, "roles": ["administrator"]}
    said = {name: value for name, value in (usual | claims).items() if value is not None}
    token = jwt.encode(header, said, key, algorithms=["Ed25519", "HS256"])
    return {"Authorization": f"Bearer {token}"}


def unsigned() -> dict[str, str]:
    """A token that says `alg: none`."""
    parts = [{"alg": "none", "typ": "JWT"}, {"iss": "http://issuer.test", "sub": "eve"}]
    texts = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode() for part in parts]
    return {"Authorization": f"Bearer {'.'.join(text.rstrip('=') for text in texts)}."}


def nested() -> str:
    """A header that is nested deeper than one reads."""
    return base64.urlsafe_b64encode(b"[" * 9_000 + b"]" * 9_000).decode().rstrip("=")


async def test_a_sound_token_is_believed(metrics: httpx.AsyncClient, issuer_key: OKPKey) -> None:
    headers = signed(issuer_key, {"alg": "Ed25519", "kid": "tests"})
    assert (await metrics.get("/v1/keys", headers=headers)).status_code == 200


@pytest.mark.parametrize(
    ("header", "claims"),
    [
        pytest.param({}, {"iss": "http://other.test"}, id="another issuer"),
        pytest.param({}, {"iss": None}, id="no issuer"),
        pytest.param({}, {"aud": "other"}, id="another audience"),
        pytest.param({}, {"aud": None}, id="no audience"),
        pytest.param({}, {"exp": 1}, id="expired"),
        pytest.param({}, {"exp": None}, id="without an end"),
        pytest.param({}, {"exp": "soon"}, id="an end that is no time"),
        pytest.param({}, {"nbf": 4_000_000_000}, id="not yet"),
        pytest.param({}, {"sub": None}, id="nobody"),
        pytest.param({"typ": "logout+jwt"}, {}, id="a token for something else"),
        pytest.param({}, {"sub": 5}, id="a subject that is no text"),
        pytest.param({}, {"person": 5}, id="a person that is no text"),
        pytest.param({}, {"roles": 5}, id="roles that are a number"),
        pytest.param({}, {"roles": "administrator"}, id="roles that are one text"),
        pytest.param({}, {"roles": {"administrator": True}}, id="roles that are an object"),
        pytest.param({}, {"roles": ["administrator", 5]}, id="a role that is no text"),
        pytest.param({"kid": "unknown"}, {}, id="a key the issuer does not have"),
    ],
)
async def test_a_token_with_one_thing_wrong_is_refused(
    metrics: httpx.AsyncClient, issuer_key: OKPKey, header: dict[str, Any], claims: dict[str, Any]
) -> None:
    sound = {"alg": "Ed25519", "kid": "tests"}
    headers = signed(issuer_key, sound | header, **claims)
    await refused(metrics, headers)


async def test_a_forged_token_is_refused(
    metrics: httpx.AsyncClient, issuer_key: OKPKey, token: Headers
) -> None:
    stranger = OKPKey.generate_key("Ed25519", {"kid": "tests"}, private=True)
    public = OctKey.import_key(json.dumps(issuer_key.as_dict(private=False)))
    altered = token("lena")["Authorization"].split(".")
    claims = base64.urlsafe_b64encode(b'{"sub":"eve"}').decode().rstrip("=")
    for headers in (
        signed(stranger, {"alg": "Ed25519", "kid": "tests"}),
        signed(public, {"alg": "HS256", "kid": "tests"}),
        unsigned(),
        {"Authorization": ".".join([altered[0], claims, altered[2]])},
        {"Authorization": "Bearer nonsense"},
        {"Authorization": f"Bearer {nested()}.e30.e30"},
        {"Authorization": "Basic eve"},
        {},
    ):
        await refused(metrics, headers)


async def refused(metrics: httpx.AsyncClient, headers: dict[str, str]) -> None:
    """The same 401 for every reason."""
    answer = await metrics.get("/v1/keys", headers=headers)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.json() == {
        "type": "/problems/token-refused",
        "title": "Token refused",
        "status": 401,
        "detail": "Send a valid token of this organization as 'Authorization: Bearer …'.",
        "instance": "/v1/keys",
        "errors": [],
    }
