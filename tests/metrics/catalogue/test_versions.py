"""What a metric meant before stays on record, and what its number means never changes."""

from typing import Any

import asyncpg
import httpx
import pytest

from tests.metrics.catalogue.test_catalogue import OWN


async def change(metrics: httpx.AsyncClient, admin: dict[str, str], **said: Any) -> httpx.Response:
    """Change calls_made, whatever its version."""
    headers = admin | {"If-Match": "*"}
    return await metrics.patch("/v1/metrics/calls_made", json=said, headers=headers)


async def test_every_definition_that_ever_held_is_told_with_its_author_and_hour(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await metrics.post("/v1/metrics", json=OWN, headers=admin)
    for name in ("Two", "Three"):
        assert (await change(metrics, admin, name=name)).status_code == 200
    found: list[dict[str, Any]] = []
    path = "/v1/metrics/calls_made/versions?limit=2"
    while path:
        answer = await metrics.get(path, headers=admin)
        assert answer.status_code == 200, answer.text
        found += answer.json()["items"]
        path = answer.links.get("next", {}).get("url", "")
    assert [one["definition"]["name"] for one in found] == ["Calls made", "Two", "Three"]
    assert [one["version"] for one in found] == [1, 2, 3]
    assert sorted(one["since"] for one in found) == [one["since"] for one in found]
    assert {one["said_by"] for one in found} == {"root"}


async def test_what_a_newer_release_says_of_a_metric_does_not_keep_this_one_from_reading_it(
    metrics: httpx.AsyncClient, admin: dict[str, str], administrator: asyncpg.Connection
) -> None:
    await metrics.post("/v1/metrics", json=OWN, headers=admin)
    newer = """'{"mood": "blue"}'"""
    for table in ("metric", "metric_version"):
        await administrator.execute(
            f"update metrics.{table} set definition = definition || {newer}"
            " where definition ->> 'key' = 'calls_made'"
        )
    for path in ("/v1/metrics/calls_made", "/v1/metrics/calls_made/versions"):
        answer = await metrics.get(path, headers=admin)
        assert answer.status_code == 200, answer.text
        assert "mood" not in answer.text


async def test_there_are_no_versions_of_what_is_not_there(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    answer = await metrics.get("/v1/metrics/hats/versions", headers=admin)
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/metric-unknown")


@pytest.mark.parametrize("cursor", ["LTE", "OTk5OTk5OTk5OTk5", "Kg", "wrAw"])
async def test_a_cursor_of_nobodys_is_refused(
    metrics: httpx.AsyncClient, admin: dict[str, str], cursor: str
) -> None:
    path = f"/v1/metrics/csat/versions?cursor={cursor}"
    assert (await metrics.get(path, headers=admin)).status_code == 422


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"unit": "hats"}, id="its unit"),
        pytest.param({"kind": "performance"}, id="its kind"),
        pytest.param({"aggregation": "mean"}, id="how it adds up"),
        pytest.param({"numerator": "csat"}, id="its parts"),
        pytest.param({"duration": True}, id="how it is compared"),
    ],
)
async def test_what_a_number_means_never_changes_under_its_key(
    metrics: httpx.AsyncClient, admin: dict[str, str], said: dict[str, Any]
) -> None:
    await metrics.post("/v1/metrics", json=OWN, headers=admin)
    answer = await change(metrics, admin, **said, name="New")
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/meaning-fixed")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [
        f"/{field}" for field in said
    ]
    kept = await metrics.get("/v1/metrics/calls_made", headers=admin)
    assert (kept.json()["name"], kept.json()["version"]) == ("Calls made", 1)


async def test_a_definition_may_be_said_again_as_a_whole(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await metrics.post("/v1/metrics", json=OWN, headers=admin)
    whole = {field: value for field, value in OWN.items() if field != "key"}
    assert (await change(metrics, admin, **whole | {"name": "New"})).json()["name"] == "New"
