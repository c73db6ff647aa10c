"""Users and groups as an identity provider pushes them."""

from typing import Any

import httpx

Headers = dict[str, str]
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
BASE = "/scim/v2"


async def send(
    metrics: httpx.AsyncClient, provider: Headers, method: str, path: str, body: Any = None
) -> httpx.Response:
    """The answer to a request below /scim/v2."""
    return await metrics.request(method, f"{BASE}{path}", json=body, headers=provider)


async def push_user(
    metrics: httpx.AsyncClient,
    provider: Headers,
    name: str,
    manager: str | None = None,
    **said: Any,
) -> dict[str, Any]:
    """A new user, managed by somebody if one is named."""
    body: dict[str, Any] = {"schemas": [USER], "userName": f"{name}@example.org", "active": True}
    if manager:
        body |= {ENTERPRISE: {"manager": {"value": manager}}}
    answer = await send(metrics, provider, "POST", "/Users", body | said)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def push_group(
    metrics: httpx.AsyncClient, provider: Headers, name: str, *members: str
) -> dict[str, Any]:
    """A new group with its members."""
    body = {"schemas": [GROUP], "displayName": name, "members": [{"value": m} for m in members]}
    answer = await send(metrics, provider, "POST", "/Groups", body)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def patch(
    metrics: httpx.AsyncClient, provider: Headers, path: str, *operations: dict[str, Any]
) -> dict[str, Any]:
    """A user or group after operations."""
    body = {"schemas": [PATCH], "Operations": list(operations)}
    answer = await send(metrics, provider, "PATCH", path, body)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def person(metrics: httpx.AsyncClient, admin: Headers, key: str) -> dict[str, Any]:
    """A person as the directory has them."""
    told: dict[str, Any] = (await metrics.get(f"/v1/people/{key}", headers=admin)).json()
    return told


async def leads(metrics: httpx.AsyncClient, admin: Headers, team: str) -> list[tuple[Any, ...]]:
    """Who leads a team, since when and until when."""
    told = (await metrics.get(f"/v1/teams/{team}", headers=admin)).json()
    return [(lead["person"], lead["first_day"], lead["last_day"]) for lead in told["leads"]]
