"""Mappings over HTTP: sound or refused, versioned, and tried before they count."""

from typing import Any

import httpx
import pytest

from tests.conftest import Headers
from tests.metrics.mappings.orders import COUNTED, MAPPING, TYPE, cloud, define, order


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        pytest.param({"value": "data.["}, "/value", id="no expression"),
        pytest.param({"filter": "map(&a, b)"}, "/filter", id="an expression that none may send"),
        pytest.param({"attributes": {"a": "("}}, "/attributes/a", id="an attribute's"),
        pytest.param({"metric": "hats"}, "/metric", id="a metric that is not there"),
        pytest.param({"metric": "tickets_per_hour"}, "/metric", id="a metric that follows"),
        pytest.param({"metric": "fte_days"}, "/metric", id="a metric that is computed"),
        pytest.param({"event_type": "two words"}, "/event_type", id="no type"),
        pytest.param({"value": "x" * 501}, "/value", id="an expression too long"),
        pytest.param({"colour": "red"}, "/colour", id="an unknown field"),
        pytest.param({"name": "a\x00b"}, "/name", id="a NUL character"),
    ],
)
async def test_an_unsound_mapping_is_refused_with_a_pointer(
    metrics: httpx.AsyncClient, admin: dict[str, str], said: dict[str, Any], pointer: str
) -> None:
    answer = await metrics.post("/v1/mappings", json=MAPPING | said, headers=admin)
    pointers = [fault["pointer"] for fault in answer.json()["errors"]]
    assert (answer.status_code, pointers) == (422, [pointer])


async def test_a_mapping_is_told_to_everybody_and_changed_by_administrators(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await define(metrics, admin, MAPPING, COUNTED)
    ana = token(person="ana")
    listed = await metrics.get("/v1/mappings", headers=ana)
    assert [item["key"] for item in listed.json()["items"]] == ["orders", "paid_orders"]
    shown = await metrics.get("/v1/mappings/orders", headers=ana)
    assert shown.json() == listed.json()["items"][0]
    for call in (
        metrics.post("/v1/mappings", json=MAPPING, headers=ana),
        metrics.patch("/v1/mappings/orders", json={"active": False}, headers=ana),
        metrics.post("/v1/mappings/dry_run", json={"event": order()}, headers=ana),
    ):
        assert (await call).status_code == 403
    assert (await metrics.post("/v1/mappings", json=MAPPING, headers=admin)).status_code == 409
    assert (await metrics.get("/v1/mappings/hats", headers=ana)).status_code == 404


async def test_a_change_names_the_version_it_was_made_from_and_every_version_stays(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await define(metrics, admin, MAPPING)
    path, change = "/v1/mappings/paid_orders", {"value": "data.net"}
    assert (await metrics.patch(path, json=change, headers=admin)).status_code == 428
    first = admin | {"If-Match": '"1"'}
    assert (await metrics.patch(path, json={"value": "("}, headers=first)).status_code == 422
    assert (await metrics.patch(path, json=change, headers=first)).status_code == 200
    assert (await metrics.patch(path, json=change, headers=first)).status_code == 412
    told = await metrics.get(f"{path}/versions?limit=1", headers=admin)
    following = await metrics.get(told.links["next"]["url"], headers=admin)
    versions = [*told.json()["items"], *following.json()["items"]]
    assert [one["definition"]["value"] for one in versions] == ["data.amount", "data.net"]
    assert following.json()["next_cursor"] is None


async def rehearse(
    metrics: httpx.AsyncClient, admin: dict[str, str], **said: Any
) -> list[dict[str, Any]]:
    """What mappings would make of an event."""
    answer = await metrics.post("/v1/mappings/dry_run", json=said, headers=admin)
    assert answer.status_code == 200, answer.text
    outcomes: list[dict[str, Any]] = answer.json()["outcomes"]
    return outcomes


async def test_a_rehearsal_says_what_an_event_would_yield_and_keeps_nothing(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await define(metrics, admin, MAPPING, COUNTED)
    for sample in (order(), cloud()):
        produced, paid = await rehearse(metrics, admin, event=sample)
        assert (produced["status"], produced["event"]["value"]) == ("counts", 3)
        assert paid["picked"] == {
            "filter": True,
            "subject": "person:ana",
            "value": 120.5,
            "attributes": {"region": "north"},
        }
        assert paid["event"]["id"] == "o-1~paid_orders"
    shown = await metrics.get("/v1/events/shop/o-1~paid_orders", headers=token(person="ana"))
    assert shown.status_code == 404


@pytest.mark.parametrize(
    ("mapping", "status", "code"),
    [
        pytest.param({"filter": "data.amount > `1000`"}, "filtered", None, id="filtered"),
        pytest.param({"value": "sum(data)"}, "refused", "mapping_unanswered", id="unanswered"),
        pytest.param({"value": "data.region"}, "refused", "mapping_misses", id="no number"),
        pytest.param({"value": "data.amuont"}, "refused", "mapping_misses", id="a typo"),
        pytest.param({"subject": "data.seller"}, "refused", "invalid", id="nobody"),
        pytest.param({"metric": "csat"}, "refused", "value_out_of_range", id="out of range"),
        pytest.param({"metric": "hats"}, "refused", "unknown_metric", id="no metric"),
        pytest.param(
            {"value": "to_number('1e999')"}, "refused", "value_out_of_range", id="endless"
        ),
    ],
)
async def test_a_mapping_that_is_not_there_yet_is_tried_first(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    mapping: dict[str, Any],
    status: str,
    code: str | None,
) -> None:
    [outcome] = await rehearse(metrics, admin, event=order(), mapping=MAPPING | mapping)
    assert (outcome["status"], outcome["code"]) == (status, code)
    assert outcome["event"] is None


async def test_a_mapping_of_another_type_is_said_never_to_see_the_event(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    other = MAPPING | {"event_type": "com.example.order.sent"}
    for sample in (order(), cloud()):
        [outcome] = await rehearse(metrics, admin, event=sample, mapping=other)
        assert (outcome["status"], outcome["event"], outcome["picked"]) == ("unseen", None, {})
        assert "'com.example.order.sent'" in outcome["detail"]
        assert f"{TYPE!r}" in outcome["detail"]


async def test_a_rehearsal_is_judged_by_the_same_door_as_what_is_posted(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    sample = order() | {"source": "webhook:desk"}
    [outcome] = await rehearse(metrics, admin, event=sample, mapping=MAPPING)
    assert (outcome["status"], outcome["code"]) == ("refused", "source_reserved")


@pytest.mark.parametrize(
    "sample",
    [
        pytest.param({}, id="nothing"),
        pytest.param(order() | {"type": 5}, id="a type that is a number"),
        pytest.param({"type": TYPE, "specversion": "1.0"}, id="no id"),
        pytest.param(order(note="x" * 70_000), id="too much"),
    ],
)
async def test_a_sample_that_no_mapping_could_take_is_refused(
    metrics: httpx.AsyncClient, admin: dict[str, str], sample: dict[str, Any]
) -> None:
    answer = await metrics.post("/v1/mappings/dry_run", json={"event": sample}, headers=admin)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/event-untyped")


async def test_an_unsound_mapping_is_refused_in_a_rehearsal_too(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    said = {"event": order(), "mapping": MAPPING | {"value": "("}}
    answer = await metrics.post("/v1/mappings/dry_run", json=said, headers=admin)
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/mapping/value"]


async def test_an_idempotency_key_makes_a_mapping_once(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    headers = admin | {"Idempotency-Key": "once"}
    answers = [await metrics.post("/v1/mappings", json=MAPPING, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
