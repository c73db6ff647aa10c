"""SCIM as a protocol: finding, paging, versions, refusals, and who may speak it."""

from typing import Any

import httpx
import pytest

from tests.conftest import Headers as Tokens
from tests.metrics.conftest import event
from tests.metrics.scim.pushing import BASE, GROUP, PATCH, USER, push_group, push_user, send

Headers = dict[str, str]
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        pytest.param('/Users?filter=userName eq "ANA@example.org"', ["ana"], id="whatever case"),
        pytest.param('/Users?filter=externalId eq "e-1"', ["ana"], id="the provider's id"),
        pytest.param('/Users?filter=externalId eq "E-1"', [], id="which has a case"),
        pytest.param('/Users?filter=id eq "ben"', ["ben"], id="our id"),
        pytest.param('/Users?filter=userName eq "x"', [], id="nobody"),
        pytest.param('/Groups?filter=displayName eq "support"', ["support"], id="a group"),
        pytest.param(f'/Users?filter={USER}:userName eq "ben@example.org"', ["ben"], id="a urn"),
        pytest.param("/Users?startIndex=2&count=1", ["ben"], id="the second page"),
        pytest.param("/Users?count=0", [], id="only the number"),
        pytest.param("/Users?startIndex=-5&count=500", ["ana", "ben"], id="out of bounds"),
    ],
)
async def test_users_and_groups_are_found(
    metrics: httpx.AsyncClient, provider: Headers, path: str, found: list[str]
) -> None:
    await push_user(metrics, provider, "ana", externalId="e-1")
    await push_user(metrics, provider, "ben")
    await push_group(metrics, provider, "Support")
    told = (await send(metrics, provider, "GET", path)).json()
    assert [each["id"] for each in told["Resources"]] == found
    assert told["itemsPerPage"] == len(found)
    if "filter" not in path:
        assert told["totalResults"] == 2


async def test_attributes_are_told_as_asked(metrics: httpx.AsyncClient, provider: Headers) -> None:
    await push_user(metrics, provider, "ana", displayName="Ana")
    only = (await send(metrics, provider, "GET", "/Users/ana?attributes=displayName")).json()
    assert {*only} == {"schemas", "id", "displayName"}
    less = (await send(metrics, provider, "GET", "/Users?excludedAttributes=userName")).json()
    assert "userName" not in less["Resources"][0]
    assert less["Resources"][0]["displayName"] == "Ana"


async def test_a_change_from_another_version_is_refused(
    metrics: httpx.AsyncClient, provider: Headers
) -> None:
    await push_user(metrics, provider, "ana")
    etag = (await send(metrics, provider, "GET", "/Users/ana")).headers["ETag"]
    known = provider | {"If-None-Match": etag}
    assert (await send(metrics, known, "GET", "/Users/ana")).status_code == 304
    body = {"schemas": [USER], "userName": "ana@example.org", "displayName": "A"}
    match = provider | {"If-Match": etag}
    changed = await send(metrics, match, "PUT", "/Users/ana", body)
    assert (changed.status_code, changed.headers["ETag"] != etag) == (200, True)
    for method in ("PUT", "DELETE"):
        stale = await send(metrics, match, method, "/Users/ana", body)
        assert (stale.status_code, stale.json()["status"]) == (412, "412")
    assert (await send(metrics, provider, "GET", "/Users/ana")).json()["displayName"] == "A"


def patching(*operations: Any) -> dict[str, Any]:
    """The body of a PATCH."""
    return {"schemas": [PATCH], "Operations": list(operations)}


SURROGATE = '{"schemas": [], "userName": "\\ud800"}'


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "kind"),
    [
        pytest.param("GET", "/Users/none", None, 404, None, id="no user"),
        pytest.param("GET", "/Cats", None, 404, None, id="no such kind"),
        pytest.param("POST", "/Schemas", {}, 405, None, id="what cannot be changed"),
        pytest.param("POST", "/.search", {}, 501, None, id="what is not done"),
        pytest.param("POST", "/Users", {"schemas": [USER]}, 400, "invalidValue", id="no name"),
        pytest.param("POST", "/Users", [], 400, "invalidSyntax", id="a list"),
        pytest.param(
            "POST",
            "/Users",
            {"schemas": [USER], "userName": "x" * 501},
            400,
            "invalidValue",
            id="a very long name",
        ),
        pytest.param(
            "POST",
            "/Users",
            {"schemas": [USER], "userName": "\x00"},
            400,
            "invalidSyntax",
            id="NUL",
        ),
        pytest.param(
            "POST", "/Users", {"schemas": [USER], "userName": " "}, 400, "invalidValue", id="blank"
        ),
        pytest.param(
            "POST",
            "/Users",
            {"schemas": [USER], "userName": "ANA@example.org"},
            409,
            "uniqueness",
            id="a name twice",
        ),
        pytest.param(
            "POST",
            "/Groups",
            {"schemas": [GROUP], "displayName": "G", "members": [{"value": "nobody"}]},
            400,
            "invalidValue",
            id="a member who is nobody",
        ),
        pytest.param(
            "PATCH", "/Users/ana", patching({"op": "jump"}), 400, "invalidValue", id="jump"
        ),
        pytest.param(
            "PATCH",
            "/Users/ana",
            patching({"op": "replace", "path": "active[", "value": 1}),
            400,
            "invalidPath",
            id="a broken path",
        ),
        pytest.param("PATCH", "/Users/ana", {}, 400, None, id="an empty patch"),
        pytest.param(
            "PATCH",
            "/Users/ana",
            patching({"op": "remove", "path": "userName"}),
            400,
            None,
            id="what is required",
        ),
        pytest.param("GET", "/Users?filter=userName", None, 400, "invalidFilter", id="half"),
        pytest.param(
            "GET", '/Users?filter=userName co "a"', None, 400, "invalidFilter", id="contains"
        ),
        pytest.param("GET", "/Users?filter=hat eq 1", None, 400, "invalidFilter", id="a hat"),
        pytest.param("GET", "/Users?count=x", None, 422, None, id="no number"),
        pytest.param("GET", f"/Users?count={10**30}", None, 422, None, id="a huge number"),
        pytest.param("GET", "/Users?attributes=[[", None, 400, None, id="no attributes"),
    ],
)
async def test_a_refusal_is_an_error_as_scim_says_it(
    metrics: httpx.AsyncClient,
    provider: Headers,
    method: str,
    path: str,
    body: Any,
    status: int,
    kind: str | None,
) -> None:
    await push_user(metrics, provider, "ana")
    answer = await send(metrics, provider, method, path, body)
    told = answer.json()
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/scim+json"
    assert (told["schemas"], told["status"]) == ([ERROR], str(status))
    assert told["detail"]
    if kind is not None:
        assert told["scimType"] == kind
    assert (await send(metrics, provider, "GET", "/Users")).json()["totalResults"] == 1


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        pytest.param(b"{", "application/scim+json", 400, id="no JSON"),
        pytest.param(b"[" * 100_000, "application/scim+json", 400, id="too deep"),
        pytest.param(SURROGATE.encode(), "application/scim+json", 400, id="half a character"),
        pytest.param(b"\xff", "application/scim+json", 400, id="no UTF-8"),
        pytest.param(b"{}", "text/plain", 415, id="text"),
        pytest.param(b"x" * 9_000_000, "application/scim+json", 413, id="too much"),
    ],
)
async def test_what_cannot_be_read_is_refused(
    metrics: httpx.AsyncClient, provider: Headers, content: bytes, kind: str, status: int
) -> None:
    headers = provider | {"Content-Type": kind}
    answer = await metrics.post(f"{BASE}/Users", content=content, headers=headers)
    assert (answer.status_code, answer.json()["schemas"]) == (status, [ERROR])


async def test_only_a_key_of_its_own_scope_speaks_scim_and_it_does_nothing_else(
    metrics: httpx.AsyncClient,
    admin: Headers,
    provider: Headers,
    push: Headers,
    token: Tokens,
) -> None:
    for headers, status in (({}, 401), (push, 403), (admin, 401), (token("ana"), 401)):
        for path in ("/Users", "/Schemas", "/ServiceProviderConfig"):
            answer = await send(metrics, headers, "GET", path)
            assert (answer.status_code, answer.json()["schemas"]) == (status, [ERROR])
    # Both keys have been recognized a moment ago: for what they may, and for nothing else.
    assert (await send(metrics, provider, "GET", "/Users")).status_code == 200
    assert (await metrics.post("/v1/events", json=event(), headers=push)).status_code == 200
    other = await send(metrics, push, "GET", "/Users")
    assert (other.status_code, other.json()["detail"]) == (
        403,
        "This key is of scope 'push'; use one of scope 'scim' here.",
    )
    said = {"kind": "csat", "subject": "person:ana", "value": 5}
    for path, body in (("/v1/events", event()), ("/v1/feedback", said)):
        refused = await metrics.post(
            path, json=body, headers=provider | {"Content-Type": "application/json"}
        )
        told = (refused.status_code, refused.json()["type"], refused.json()["detail"])
        assert told == (
            403,
            "/problems/key-of-other-scope",
            "This key is of scope 'scim'; use one of scope 'push' here.",
        ), path
    assert (await metrics.get("/v1/people", headers=provider)).status_code == 401
    [listed] = [
        key
        for key in (await metrics.get("/v1/keys", headers=admin)).json()["items"]
        if key["scope"] == "scim"
    ]
    assert listed["name"] == "idp"
    await metrics.delete(f"/v1/keys/{listed['id']}", headers=admin)
    assert (await send(metrics, provider, "GET", "/Users")).status_code == 401
    # Of a key that was ended nothing is told, not even what it was for.
    ended = await metrics.post("/v1/events", json=event(), headers=provider)
    assert (ended.status_code, ended.json()["type"]) == (401, "/problems/key-refused")
