"""What follows from a delivery and cannot be counted is told, and counted once that is mended."""

import json
from typing import Any

import httpx
import pytest

from deploy.senders.signing import Headers, digest
from tests.metrics.catalogue.test_catalogue import OWN

SECRET = "timesheet-secret"
SAID = {"id": "t1", "worker": "person:ana", "score": 5, "at": "2026-03-02T12:00:00Z"}
MAPPING = {"metric": "csat", "id": "id", "subject": "worker", "value": "score", "time": "at"}


async def connect(
    metrics: httpx.AsyncClient, admin: Headers, key: str = "any", **picks: str
) -> None:
    """A tool of any kind."""
    said: dict[str, Any] = {"key": key, "tool": "hmac", "name": "Any", "secrets": [SECRET]}
    said["options"] = {"header": "X-Signature", "mappings": [MAPPING | picks]}
    assert (await metrics.post("/v1/connectors", json=said, headers=admin)).status_code == 201


async def deliver(metrics: httpx.AsyncClient, key: str = "any", **said: Any) -> None:
    """A delivery of it."""
    body = json.dumps(SAID | said).encode()
    headers = {"X-Signature": digest(body, SECRET)}
    answer = await metrics.post(f"/v1/webhooks/{key}", content=body, headers=headers)
    assert answer.json()["status"] == "processed"


async def listed(metrics: httpx.AsyncClient, admin: Headers) -> dict[str, Any]:
    """The newest delivery."""
    items: list[dict[str, Any]] = (await metrics.get("/v1/deliveries", headers=admin)).json()[
        "items"
    ]
    return items[0]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"score": 5}, "value_out_of_range"),
        ({"score": 1, "at": "2099-01-01T00:00:00Z"}, "time_in_future"),
    ],
)
async def test_what_cannot_be_counted_says_why(
    metrics: httpx.AsyncClient, admin: Headers, said: dict[str, Any], code: str
) -> None:
    await connect(metrics, admin)
    await deliver(metrics, **said)
    told = await listed(metrics, admin)
    assert told["facts"] == []
    assert [(one["metric"], one["code"]) for one in told["uncounted"]] == [("csat", code)]


async def test_once_its_mapping_is_mended_a_replay_counts_it(
    metrics: httpx.AsyncClient, admin: Headers
) -> None:
    await connect(metrics, admin)
    await deliver(metrics)
    options = {"header": "X-Signature", "mappings": [MAPPING | {"value": "score >= `4`"}]}
    change = {"options": options}
    headers = admin | {"If-Match": "*"}
    changed = await metrics.patch("/v1/connectors/any", json=change, headers=headers)
    assert changed.status_code == 200
    told = await listed(metrics, admin)
    await metrics.post(f"/v1/deliveries/{told['id']}/replay", headers=admin)
    mended = await listed(metrics, admin)
    assert mended["uncounted"] == []
    assert [(one["metric"], one["value"]) for one in mended["facts"]] == [("csat", 1)]


async def test_an_update_that_can_be_counted_leaves_nothing_uncounted(
    metrics: httpx.AsyncClient, admin: Headers
) -> None:
    await connect(metrics, admin)
    await deliver(metrics)
    await deliver(metrics, score=1, at="2026-03-02T13:00:00Z")
    told = await listed(metrics, admin)
    assert (told["uncounted"], len(told["facts"])) == ([], 1)


async def test_what_was_counted_stands_though_its_metric_has_a_smaller_range_by_now(
    metrics: httpx.AsyncClient, admin: Headers
) -> None:
    said = OWN | {"key": "stars", "maximum": 10}
    assert (await metrics.post("/v1/metrics", json=said, headers=admin)).status_code == 201
    await connect(metrics, admin, "surveys", metric="stars")
    await deliver(metrics, "surveys")
    smaller = {"json": {"maximum": 4}, "headers": admin | {"If-Match": "*"}}
    assert (await metrics.patch("/v1/metrics/stars", **smaller)).status_code == 200
    await deliver(metrics, "surveys", unchanged=True)
    told = await listed(metrics, admin)
    assert (told["uncounted"], [one["value"] for one in told["facts"]]) == ([], [5])
    await deliver(metrics, "surveys", score=6, at="2026-03-02T13:00:00Z")
    told = await listed(metrics, admin)
    assert ([one["code"] for one in told["uncounted"]], told["facts"]) == (
        ["value_out_of_range"],
        [],
    )
