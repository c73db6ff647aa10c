"""Pushes as identity providers in wide use send them, which is not always as the RFC says."""

from typing import Any

import httpx
import pytest

from tests.metrics.scim.pushing import ENTERPRISE, patch, push_group, push_user, send

Headers = dict[str, str]


@pytest.mark.parametrize(
    "operation",
    [
        pytest.param(
            {"op": "Remove", "path": "members", "value": [{"value": "ana"}]}, id="Entra: by value"
        ),
        pytest.param({"op": "remove", "path": 'members[value eq "ana"]'}, id="Okta: by filter"),
        pytest.param({"op": "replace", "path": "members", "value": [{"value": "ben"}]}, id="whole"),
    ],
)
async def test_a_member_leaves(
    metrics: httpx.AsyncClient, provider: Headers, operation: dict[str, Any]
) -> None:
    for name in ("ana", "ben"):
        await push_user(metrics, provider, name)
    await push_group(metrics, provider, "Support", "ana", "ben")
    told = await patch(metrics, provider, "/Groups/support", operation)
    assert [member["value"] for member in told["members"]] == ["ben"]


@pytest.mark.parametrize(
    "operation",
    [
        pytest.param(
            {"op": "Add", "path": f"{ENTERPRISE}:manager", "value": "lena"}, id="Entra: the bare id"
        ),
        pytest.param(
            {"op": "Replace", "path": f"{ENTERPRISE}:manager.value", "value": "lena"},
            id="its value",
        ),
        pytest.param(
            {"op": "add", "value": {ENTERPRISE: {"manager": {"value": "lena"}}}}, id="Okta: whole"
        ),
        pytest.param({"op": "Add", "value": {f"{ENTERPRISE}:manager": "lena"}}, id="a long name"),
    ],
)
async def test_a_manager_is_named(
    metrics: httpx.AsyncClient, provider: Headers, operation: dict[str, Any]
) -> None:
    await push_user(metrics, provider, "ana")
    told = await patch(metrics, provider, "/Users/ana", operation)
    assert told[ENTERPRISE]["manager"]["value"] == "lena"


async def test_a_group_is_called_otherwise_with_its_id_said_again(
    metrics: httpx.AsyncClient, admin: Headers, provider: Headers
) -> None:
    await push_group(metrics, provider, "Support")
    renamed = {"op": "replace", "value": {"id": "support", "displayName": "Help"}}
    told = await patch(metrics, provider, "/Groups/support", renamed)
    assert (told["id"], told["displayName"]) == ("support", "Help")
    assert (await metrics.get("/v1/teams/support", headers=admin)).json()["name"] == "Help"


async def test_attributes_that_are_unknown_here_are_patched_in_vain(
    metrics: httpx.AsyncClient, provider: Headers
) -> None:
    await push_user(metrics, provider, "ana", displayName="Ana")
    told = await patch(
        metrics,
        provider,
        "/Users/ana",
        {"op": "Add", "path": 'emails[type eq "work"].value', "value": "ana@example.org"},
        {"op": "Replace", "path": "title", "value": "Dr"},
        {"op": "Replace", "path": "displayName", "value": "Ana L."},
    )
    assert (told["displayName"], "emails" in told, "title" in told) == ("Ana L.", False, False)


async def test_the_whole_of_a_user_is_pushed_with_what_was_read(
    metrics: httpx.AsyncClient, provider: Headers
) -> None:
    await push_user(metrics, provider, "ana")
    await push_group(metrics, provider, "Support", "ana")
    read = (await send(metrics, provider, "GET", "/Users/ana")).json()
    put = await send(metrics, provider, "PUT", "/Users/ana", read | {"displayName": "Ana"})
    assert (put.status_code, put.json()["displayName"]) == (200, "Ana")
    assert put.json()["groups"] == read["groups"]
