"""What is held stays where a replay of its cause finds it, until it counts or is discarded."""

from typing import Any

import httpx

from tests.metrics.conftest import Post, event
from tests.metrics.mappings.orders import COUNTED, MAPPING, define, order
from tests.metrics.quarantine.test_settling import HERE, entries

LACKING = MAPPING | {"value": "data.region"}


async def replay_all(metrics: httpx.AsyncClient, admin: dict[str, str], code: str) -> Any:
    """What came of replaying all of one cause."""
    return (await metrics.post(f"{HERE}/replay", json={"code": code}, headers=admin)).json()


async def change(metrics: httpx.AsyncClient, admin: dict[str, str], **said: Any) -> None:
    """Change the mapping of paid orders, whatever its version."""
    path = "/v1/mappings/paid_orders"
    version = (await metrics.get(path, headers=admin)).headers["ETag"]
    answer = await metrics.patch(path, json=said, headers=admin | {"If-Match": version})
    assert answer.status_code == 200, answer.text


async def waiting(metrics: httpx.AsyncClient, admin: dict[str, str]) -> list[str]:
    """The reasons of what is open."""
    return sorted(one["code"] for one in await entries(metrics, admin, state="open"))


async def test_what_is_held_for_its_first_reason_again_is_open_again(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    returned = {"type": "com.example.order.returned"}  # no other test maps it
    await post(order() | returned)
    await define(metrics, admin, LACKING | {"event_type": returned["type"]})
    await replay_all(metrics, admin, "unmapped_type")
    assert await waiting(metrics, admin) == ["mapping_misses"]
    await change(metrics, admin, active=False)
    await replay_all(metrics, admin, "mapping_misses")
    assert await waiting(metrics, admin) == ["unmapped_type"]
    [held] = await entries(metrics, admin, state="open")
    assert (held["settled_by"], held["outcome"]) == (None, None)
    await change(metrics, admin, active=True, value="data.amount")
    assert (await replay_all(metrics, admin, "unmapped_type"))["stored"] == 1
    assert await waiting(metrics, admin) == []


async def test_what_two_mappings_hold_waits_for_both_whatever_their_order(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await define(metrics, admin, LACKING, COUNTED)
    await post(order(pieces=1e300))
    both = ["mapping_misses", "value_out_of_range"]
    assert await waiting(metrics, admin) == both
    for code in both:
        told = await replay_all(metrics, admin, code)
        assert (told["replayed"], told["quarantined"]) == (1, 1)
        assert await waiting(metrics, admin) == both
    await change(metrics, admin, value="data.amount")
    await replay_all(metrics, admin, "mapping_misses")
    assert await waiting(metrics, admin) == ["value_out_of_range"]


async def test_what_two_mappings_hold_for_one_reason_is_held_once_until_both_are_mended(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await define(metrics, admin, LACKING, COUNTED | {"value": "data.region"})
    await post(order())
    await replay_all(metrics, admin, "mapping_misses")
    await change(metrics, admin, value="data.amount")
    await replay_all(metrics, admin, "mapping_misses")
    assert await waiting(metrics, admin) == ["mapping_misses"]


async def test_what_was_discarded_stays_discarded_when_it_comes_again_or_is_replayed_in_vain(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await post(event(metric="never_mended"))
    [held] = await entries(metrics, admin)
    path = f"{HERE}/{held['id']}"
    said = {"reason": "Test traffic"}
    discarded = (await metrics.post(f"{path}/discard", json=said, headers=admin)).json()
    await post(event(metric="never_mended"))
    assert (await metrics.post(f"{path}/replay", headers=admin)).json()["quarantined"] == 1
    assert await entries(metrics, admin) == [discarded]
