"""An identity provider with a key of its own."""

import httpx
import pytest


@pytest.fixture
async def provider(metrics: httpx.AsyncClient, admin: dict[str, str]) -> dict[str, str]:
    """Headers of a key of scope `scim`."""
    made = await metrics.post("/v1/keys", json={"name": "idp", "scope": "scim"}, headers=admin)
    assert made.status_code == 201, made.text
    secret = made.json()["secret"]
    return {"Authorization": f"Bearer {secret}", "Content-Type": "application/scim+json"}
