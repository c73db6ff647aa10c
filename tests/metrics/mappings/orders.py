"""A shop that posts its orders, and an organization that maps them."""

from typing import Any

import httpx

TYPE = "com.example.order.paid"
MAPPING = {
    "key": "paid_orders",
    "name": "Revenue of paid orders",
    "event_type": TYPE,
    "metric": "revenue",
    "subject": "join('', ['person:', data.seller])",
    "value": "data.amount",
    "filter": "data.amount > `0`",
    "attributes": {"region": "data.region"},
}
COUNTED = MAPPING | {"key": "orders", "metric": "units_produced", "value": "data.pieces"}


def order(number: int = 1, **data: Any) -> dict[str, Any]:
    """An order as a native event of a type."""
    usual = {"seller": "ana", "amount": 120.5, "pieces": 3, "region": "north"}
    return {
        "id": f"o-{number}",
        "source": "shop",
        "type": TYPE,
        "time": "2026-11-02T09:30:00Z",
        "data": usual | data,
    }


def cloud(number: int = 1, **data: Any) -> dict[str, Any]:
    """The same as a CloudEvent."""
    return order(number, **data) | {"specversion": "1.0"}


async def define(
    metrics: httpx.AsyncClient, admin: dict[str, str], *mappings: dict[str, Any]
) -> None:
    """Put mappings in place."""
    for mapping in mappings:
        made = await metrics.post("/v1/mappings", json=mapping, headers=admin)
        assert made.status_code == 201, made.text
