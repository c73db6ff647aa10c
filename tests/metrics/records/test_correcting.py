"""Correcting and voiding events: who may, what follows on their days, and what stays on record."""

from functools import reduce
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.conftest import Headers
from tests.metrics.conftest import Post, event
from tests.metrics.people import values
from tests.metrics.webhooks import zendesk

CRM = "/v1/events/crm/e1"
FIRST = {"If-Match": '"1"'}
WHY = {"reason": "Booked twice"}
DEEP: dict[str, Any] = reduce(lambda inner, _: {"a": inner}, range(20), {})


@pytest.fixture
def ana(token: Headers) -> dict[str, str]:
    """Headers of Ana herself."""
    return token(person="ana")


async def key_for(service: httpx.AsyncClient, admin: dict[str, str], **scope: Any) -> Any:
    """Headers of a key of that scope, as a first correction needs them."""
    made = await service.post("/v1/keys", json={"name": "key", **scope}, headers=admin)
    return {"Authorization": f"Bearer {made.json()['secret']}"} | FIRST


async def test_a_corrected_value_counts_in_place_of_the_first(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], ana: dict[str, str]
) -> None:
    await post(event(value=5), event(id="e2", value=1))
    answer = await metrics.patch(CRM, json=WHY | {"value": 2}, headers=admin | FIRST)
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    assert answer.json() == {"status": "corrected", "version": 2}
    assert await values(metrics, ana, "person:ana", "tickets_closed") == [3, 0, 0]


async def test_a_corrected_time_moves_the_event_to_its_right_day(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], ana: dict[str, str]
) -> None:
    await post(event(), event(id="e2"))
    said = WHY | {"time": "2026-11-04T23:59:59+00:00"}
    await metrics.patch(CRM, json=said, headers=admin | FIRST)
    assert await values(metrics, ana, "person:ana", "tickets_closed") == [1, 0, 1]


async def test_a_corrected_metric_and_weight_count_where_they_belong(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], ana: dict[str, str]
) -> None:
    await post(event(metric="csat", value=1), event(id="e2", metric="csat", value=0))
    await metrics.patch(CRM, json=WHY | {"weight": 3}, headers=admin | FIRST)
    assert await values(metrics, ana, "person:ana", "csat") == [0.75, None, None]
    second = admin | {"If-Match": '"2"'}
    await metrics.patch(CRM, json=WHY | {"metric": "tickets_closed"}, headers=second)
    assert await values(metrics, ana, "person:ana", "csat") == [0, None, None]
    assert await values(metrics, ana, "person:ana", "tickets_closed") == [3, 0, 0]


async def test_a_void_event_counts_no_more_and_stays_known(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], ana: dict[str, str]
) -> None:
    await post(event())
    answer = await metrics.delete(CRM, params=WHY, headers=admin | FIRST)
    assert answer.json() == {"status": "voided", "version": 2}
    again = (await post(event(), event(id="e2"))).json()
    assert (again["stored"], again["duplicates"]) == (1, 1)
    assert again["results"][0]["code"] == "voided"
    assert (await post(event(value=7))).json()["conflicts"] == 1
    assert await values(metrics, ana, "person:ana", "tickets_closed") == [1, 0, 0]
    assert (await metrics.get(CRM, headers=ana)).json()["void"] is True


async def test_the_first_content_stays_what_a_repetition_is_compared_with(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await post(event(value=1))
    await metrics.patch(CRM, json=WHY | {"value": 2}, headers=admin | FIRST)
    assert (await post(event(value=1))).json()["duplicates"] == 1
    assert (await post(event(value=2))).json()["conflicts"] == 1


async def test_a_void_event_is_not_corrected_unless_it_is_to_count_again(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], ana: dict[str, str]
) -> None:
    await post(event())
    await metrics.delete(CRM, params=WHY, headers=admin | FIRST)
    second = admin | {"If-Match": '"2"'}
    answer = await metrics.patch(CRM, json=WHY | {"value": 3}, headers=second)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/event-is-void")
    answer = await metrics.patch(CRM, json=WHY | {"value": 3, "void": False}, headers=second)
    assert answer.json()["status"] == "restored"
    assert await values(metrics, ana, "person:ana", "tickets_closed") == [3, 0, 0]


async def test_what_changes_nothing_is_no_new_version(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await post(event(attributes={"a": [1, {"b": None}]}))
    same = WHY | {"value": 1, "time": "2026-11-02T10:30:00+01:00"}
    answer = await metrics.patch(CRM, json=same, headers=admin | FIRST)
    assert answer.json() == {"status": "unchanged", "version": 1}
    await metrics.delete(CRM, params=WHY, headers=admin | FIRST)
    answer = await metrics.delete(CRM, params=WHY, headers=admin | {"If-Match": "*"})
    assert answer.json() == {"status": "unchanged", "version": 2}


async def test_every_change_is_on_record_with_who_when_why_before_and_after(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], ana: dict[str, str]
) -> None:
    await post(event(value=5, attributes={"queue": "mail"}))
    assert (await metrics.get(f"{CRM}/history", headers=ana)).json()["items"] == []
    key = await key_for(metrics, admin, sources=["crm"])
    await metrics.patch(CRM, json={"value": 2, "reason": "A typo"}, headers=key)
    await metrics.delete(CRM, params=WHY, headers=admin | {"If-Match": '"2"'})
    told = (await metrics.get(f"{CRM}/history", headers=ana)).json()["items"]
    assert [(one["kind"], one["reason"], one["version"]) for one in told] == [
        ("corrected", "A typo", 1),
        ("voided", "Booked twice", 2),
    ]
    assert (told[0]["by"][:4], told[1]["by"]) == ("key:", "root")
    assert [one["before"]["value"] for one in told] == [5, 2]
    assert [one["after"]["void"] for one in told] == [False, True]
    assert told[0]["after"] == told[1]["before"]
    page = await metrics.get(f"{CRM}/history", params={"limit": 1}, headers=ana)
    assert page.json()["items"] == told[:1]
    after = {"cursor": page.json()["next_cursor"], "limit": "1"}
    last = await metrics.get(f"{CRM}/history", params=after, headers=ana)
    assert (last.json()["items"], last.json()["next_cursor"]) == (told[1:], None)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        pytest.param({"value": 1e300}, "value_out_of_range", id="too large"),
        pytest.param({"metric": "no_such"}, "unknown_metric", id="unknown metric"),
        pytest.param({"metric": "csat", "value": 1.5}, "value_out_of_range", id="out of range"),
        pytest.param({"metric": "tickets_per_hour"}, "metric_is_derived", id="a ratio"),
        pytest.param({"time": "2099-01-01T00:00:00Z"}, "time_in_future", id="in the future"),
        pytest.param({"time": "1969-01-01T00:00:00Z"}, "time_too_early", id="too early"),
        pytest.param({"attributes": {"a": "\x00"}}, "attributes_unkeepable", id="NUL within"),
        pytest.param({"attributes": DEEP}, "attributes_unkeepable", id="too deep"),
        pytest.param({"attributes": {"a": "x" * 70_000}}, "event_too_large", id="too many bytes"),
        pytest.param({"value": None}, "value_error", id="taken away"),
        pytest.param({"weight": 0}, "greater_than", id="no weight"),
        pytest.param({"time": "2026-11-02T09:30:00"}, "timezone_aware", id="no zone"),
        pytest.param({"colour": "red"}, "extra_forbidden", id="unknown field"),
        pytest.param({"subject": "person:ben"}, "extra_forbidden", id="another subject"),
        pytest.param({}, "value_error", id="nothing"),
        pytest.param({"value": 2, "reason": " "}, "string_too_short", id="no reason"),
    ],
)
async def test_what_could_not_be_counted_is_refused_and_the_event_stands(
    post: Post,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    ana: dict[str, str],
    said: dict[str, Any],
    code: str,
) -> None:
    await post(event())
    answer = await metrics.patch(CRM, json=WHY | said, headers=admin | FIRST)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)
    assert (await metrics.get(CRM, headers=ana)).headers["ETag"] == '"1"'


async def test_a_change_names_the_version_it_was_made_from(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await post(event())
    for change in (
        lambda headers: metrics.patch(CRM, json=WHY | {"value": 2}, headers=headers),
        lambda headers: metrics.delete(CRM, params=WHY, headers=headers),
    ):
        assert (await change(admin)).status_code == 428
        assert (await change(admin | {"If-Match": '"7"'})).status_code == 412
    assert (await metrics.delete(CRM, headers=admin | FIRST)).status_code == 422  # no reason


async def test_only_administrators_and_keys_that_name_the_source_may_change_an_event(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers, push: Any
) -> None:
    await post(event())

    async def patch(headers: dict[str, str]) -> int:
        answer = await metrics.patch(CRM, json=WHY | {"value": 2}, headers=headers | FIRST)
        return answer.status_code

    assert await patch({}) == 401
    assert await patch({"Authorization": "Bearer cp_nonsense"}) == 401
    assert await patch(token("ana")) == 403
    assert await patch(token("lena", roles=["lead", "analyst"])) == 403
    assert await patch(push) == 403  # it names no source
    assert await patch(await key_for(metrics, admin, sources=["desk"])) == 403
    assert await patch(await key_for(metrics, admin, sources=["crm"], metrics=["csat"])) == 403
    assert await patch(await key_for(metrics, admin, sources=["crm"])) == 200


async def test_a_key_moves_no_event_to_a_metric_that_it_may_not_push(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await post(event())
    key = await key_for(metrics, admin, sources=["crm"], metrics=["tickets_closed"])
    answer = await metrics.patch(CRM, json=WHY | {"metric": "nps"}, headers=key)
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/out-of-keys-scope")


async def test_what_a_work_item_derived_is_mended_in_its_tool(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await zendesk.connect(metrics, admin)
    path = f"/v1/events/{quote('webhook:desk', safe='')}/{quote('desk:zendesk:7:x', safe='')}"
    for answer in (
        await metrics.patch(path, json=WHY | {"value": 2}, headers=admin | FIRST),
        await metrics.delete(path, params=WHY, headers=admin | FIRST),
    ):
        assert answer.status_code == 409
        assert "connector 'desk'" in answer.json()["detail"]
