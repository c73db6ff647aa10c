"""Events of somebody else's design feed metrics: each mapping once, and nothing is lost."""

import json
from typing import Any

import asyncpg
import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Headers
from tests.metrics.conftest import Post, event
from tests.metrics.mappings.orders import COUNTED, MAPPING, cloud, define, order
from tests.metrics.people import values

FATES = ("stored", "duplicates", "conflicts", "quarantined", "ignored")


def fates(answer: httpx.Response) -> dict[str, int]:
    """What became of a batch, less what became of none."""
    assert answer.status_code == 200, answer.text
    return {fate: answer.json()[fate] for fate in FATES if answer.json()[fate]}


async def test_one_event_feeds_every_metric_that_its_type_is_mapped_to_once(
    metrics: httpx.AsyncClient, admin: dict[str, str], post: Post, token: Headers
) -> None:
    await define(metrics, admin, MAPPING, COUNTED)
    assert fates(await post(order())) == {"stored": 1}
    assert fates(await post(order(), order(2, amount=10))) == {"stored": 1, "duplicates": 1}
    ana = token(person="ana")
    assert await values(metrics, ana, "person:ana", "revenue") == [130.5, 0, 0]
    assert await values(metrics, ana, "person:ana", "units_produced") == [6, 0, 0]
    shown = await metrics.get("/v1/events/shop/o-1~paid_orders", headers=ana)
    assert shown.json()["attributes"] == {"region": "north"}


async def test_a_cloudevent_is_mapped_by_its_type_and_needs_no_subject(
    metrics: httpx.AsyncClient, admin: dict[str, str], push: dict[str, str], token: Headers
) -> None:
    await define(metrics, admin, MAPPING)
    headers = push | {"Content-Type": "application/cloudevents+json"}
    answer = await metrics.post("/v1/events", content=json.dumps(cloud()), headers=headers)
    assert fates(answer) == {"stored": 1}
    assert await values(metrics, token(person="ana"), "person:ana", "revenue") == [120.5, 0, 0]


async def test_a_type_that_nothing_maps_still_names_its_metric_by_its_last_word(
    metrics: httpx.AsyncClient, push: dict[str, str]
) -> None:
    said = cloud() | {"type": "com.example.revenue", "subject": "person:ana", "data": 5}
    headers = push | {"Content-Type": "application/cloudevents+json"}
    answer = await metrics.post("/v1/events", content=json.dumps(said), headers=headers)
    assert fates(answer) == {"stored": 1}


async def test_what_no_filter_lets_count_is_ignored_and_said_to_be(
    metrics: httpx.AsyncClient, admin: dict[str, str], post: Post
) -> None:
    await define(metrics, admin, MAPPING)
    answer = await post(order(amount=0), event(), order(2))
    assert fates(answer) == {"stored": 2, "ignored": 1}
    [result] = answer.json()["results"]
    assert (result["index"], result["status"], result["code"]) == (0, "ignored", "filtered")


async def test_a_cloudevent_of_nobody_that_nothing_maps_is_told_so_and_waits(
    metrics: httpx.AsyncClient, admin: dict[str, str], push: dict[str, str]
) -> None:
    lost = {"type": "com.example.nowhere"}
    headers = push | {"Content-Type": "application/cloudevents+json"}
    answer = await metrics.post("/v1/events", content=json.dumps(cloud() | lost), headers=headers)
    [result] = answer.json()["results"]
    assert result["code"] == "unmapped_type"
    assert result["detail"].startswith("No mapping takes events of the type 'com.example.nowhere'")
    assert "with a subject" in result["detail"]
    await define(metrics, admin, MAPPING | {"event_type": "com.example.nowhere"})
    [held] = (await metrics.get("/v1/quarantine", headers=admin)).json()["items"]
    replayed = await metrics.post(f"/v1/quarantine/{held['id']}/replay", headers=admin)
    assert fates(replayed) == {"stored": 1}


async def test_a_cloudevent_that_comes_as_plain_json_is_told_how_to_come(post: Post) -> None:
    answer = await post(cloud(), event())
    [result] = answer.json()["results"]
    assert (result["index"], result["code"], result["id"]) == (0, "invalid", "o-1")
    assert "application/cloudevents+json" in result["detail"]


async def test_an_event_of_an_unmapped_type_waits_until_it_is_mapped(
    metrics: httpx.AsyncClient, admin: dict[str, str], post: Post, token: Headers
) -> None:
    answer = await post(order() | {"type": "com.example.lost"})
    assert answer.json()["results"][0]["code"] == "unmapped_type"
    await define(metrics, admin, MAPPING | {"event_type": "com.example.lost"})
    [held] = (await metrics.get("/v1/quarantine", headers=admin)).json()["items"]
    replayed = await metrics.post(f"/v1/quarantine/{held['id']}/replay", headers=admin)
    assert fates(replayed) == {"stored": 1}
    assert await values(metrics, token(person="ana"), "person:ana", "revenue") == [120.5, 0, 0]


async def test_what_lacks_a_part_is_quarantined_naming_its_mapping_while_others_count(
    metrics: httpx.AsyncClient, admin: dict[str, str], post: Post, token: Headers
) -> None:
    await define(metrics, admin, MAPPING, COUNTED)
    answer = await post(order(pieces="three"))
    [result] = answer.json()["results"]
    assert (result["status"], result["code"]) == ("quarantined", "mapping_misses")
    assert "'orders'" in result["detail"]
    assert await values(metrics, token(person="ana"), "person:ana", "revenue") == [120.5, 0, 0]


async def test_a_typo_in_a_mapping_counts_nothing_until_it_is_mended(
    metrics: httpx.AsyncClient, admin: dict[str, str], post: Post, token: Headers
) -> None:
    await define(metrics, admin, MAPPING | {"value": "data.amuont"})
    [result] = (await post(order())).json()["results"]
    assert (result["status"], result["code"]) == ("quarantined", "mapping_misses")
    assert "'data.amuont'" in result["detail"]
    mended = {"value": "data.amount"}
    first = admin | {"If-Match": '"1"'}
    await metrics.patch("/v1/mappings/paid_orders", json=mended, headers=first)
    [held] = (await metrics.get("/v1/quarantine", headers=admin)).json()["items"]
    replayed = await metrics.post(f"/v1/quarantine/{held['id']}/replay", headers=admin)
    assert fates(replayed) == {"stored": 1}
    assert await values(metrics, token(person="ana"), "person:ana", "revenue") == [120.5, 0, 0]


async def test_a_change_holds_from_the_next_event_on(
    metrics: httpx.AsyncClient, admin: dict[str, str], post: Post, token: Headers
) -> None:
    await define(metrics, admin, MAPPING)
    await post(order())
    headers = admin | {"If-Match": '"1"'}
    change = {"value": "data.pieces", "filter": None}
    changed = await metrics.patch("/v1/mappings/paid_orders", json=change, headers=headers)
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    assert fates(await post(order(), order(2, amount=-1))) == {"stored": 1, "conflicts": 1}
    assert await values(metrics, token(person="ana"), "person:ana", "revenue") == [123.5, 0, 0]


async def test_a_mapping_that_rests_takes_nothing(
    metrics: httpx.AsyncClient, admin: dict[str, str], post: Post
) -> None:
    await define(metrics, admin, MAPPING | {"active": False})
    assert fates(await post(order())) == {"quarantined": 1}


async def test_a_key_pushes_by_mappings_only_what_it_may_push(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await define(metrics, admin, MAPPING, COUNTED)
    scope = {"name": "shop", "metrics": ["revenue"]}
    made = await metrics.post("/v1/keys", json=scope, headers=admin)
    headers = {"Authorization": f"Bearer {made.json()['secret']}"}
    answer = await metrics.post("/v1/events", json=order(), headers=headers)
    assert answer.json()["results"][0]["code"] == "out_of_scope"


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"id": "a\x00b"}, id="a NUL in the id"),
        pytest.param({"id": "x" * 201}, id="an id too long"),
        pytest.param({"id": "x" * 195}, id="an id too long with the mapping's"),
        pytest.param({"type": ""}, id="no type"),
        pytest.param({"time": "yesterday"}, id="no time"),
        pytest.param({"surprise": 1}, id="an unknown field"),
        pytest.param({"source": "webhook:desk"}, id="a source that is ours"),
    ],
)
async def test_a_broken_event_of_a_type_is_quarantined(
    metrics: httpx.AsyncClient, admin: dict[str, str], post: Post, broken: dict[str, Any]
) -> None:
    await define(metrics, admin, MAPPING)
    assert fates(await post(order() | broken)) == {"quarantined": 1}


words = st.text(st.characters(codec="utf-8"), max_size=8)
documents = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    data=st.lists(
        st.fixed_dictionaries(
            {}, optional=dict.fromkeys(("seller", "amount", "pieces", "region"), documents)
        ),
        min_size=1,
        max_size=5,
    ),
)
async def test_whatever_an_event_holds_each_has_one_fate(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    post: Post,
    push: dict[str, str],
    administrator: asyncpg.Connection,
    data: list[dict[str, Any]],
) -> None:
    await administrator.execute("truncate metrics.mapping, metrics.mapping_version")
    await define(metrics, admin, MAPPING, COUNTED)
    said = [order(number) | {"data": one} for number, one in enumerate(data)]
    assert sum(fates(await post(*said)).values()) == len(data)
    body = json.dumps([{**one, "specversion": "1.0"} for one in said])
    headers = push | {"Content-Type": "application/cloudevents-batch+json"}
    answer = await metrics.post("/v1/events", content=body, headers=headers)
    assert sum(fates(answer).values()) == len(data)
