"""Every tool says how it is connected."""

import httpx
import pytest

from services.metrics.webhooks.connectors.registry import CONNECTORS
from tests.conftest import Headers
from tests.metrics.webhooks.connectors.lives import LIVES


async def test_every_tool_says_how_it_is_connected(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    items = (await metrics.get("/v1/tools", headers=admin)).json()["items"]
    assert [item["tool"] for item in items] == sorted(CONNECTORS)
    assert all(item[part] for item in items for part in ("name", "connect", "events", "accounts"))


@pytest.mark.parametrize("tool", LIVES)
async def test_a_tools_options_are_those_that_its_connector_takes(
    metrics: httpx.AsyncClient, admin: dict[str, str], tool: str
) -> None:
    items = (await metrics.get("/v1/tools", headers=admin)).json()["items"]
    schema = next(item["options"] for item in items if item["tool"] == tool)
    assert set(LIVES[tool].options) <= set(schema.get("properties", {}))
    assert set(schema.get("required", [])) <= set(LIVES[tool].options)


async def test_only_administrators_connect_tools(
    metrics: httpx.AsyncClient, token: Headers
) -> None:
    lead = token(person="lena", roles=["lead"])
    assert (await metrics.get("/v1/tools", headers=lead)).status_code == 403
