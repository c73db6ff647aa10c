"""What was quarantined counts as soon as its cause is mended and it is replayed."""

import asyncio

import httpx

from tests.metrics.catalogue.test_catalogue import OWN
from tests.metrics.conftest import Post, event


async def test_a_replay_after_the_cause_is_mended_counts_the_event(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await post(event(metric="mended"))
    held = (await metrics.get("/v1/quarantine", headers=admin)).json()["items"]
    assert [(entry["event_id"], entry["code"]) for entry in held] == [("e1", "unknown_metric")]
    path = f"/v1/quarantine/{held[0]['id']}/replay"
    assert (await metrics.post(path, headers=admin)).json()["quarantined"] == 1
    await metrics.post("/v1/metrics", json=OWN | {"key": "mended"}, headers=admin)
    assert (await metrics.post(path, headers=admin)).json()["stored"] == 1
    assert (await metrics.post(path, headers=admin)).json()["duplicates"] == 1
    held = (await metrics.get("/v1/quarantine", headers=admin)).json()["items"]
    assert [entry["outcome"] for entry in held] == ["duplicate"]


async def test_the_same_broken_event_sent_twice_is_held_once(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    for _ in range(2):
        assert (await post(event(metric="never_mended"))).json()["quarantined"] == 1
    assert len((await metrics.get("/v1/quarantine", headers=admin)).json()["items"]) == 1


async def test_what_is_quarantined_in_opposite_orders_at_once_is_all_answered(post: Post) -> None:
    batch = [event(id=f"q{number}", metric="never_mended") for number in range(40)]
    posts = [post(*(batch if number % 2 else batch[::-1])) for number in range(60)]
    answers = await asyncio.gather(*posts)
    assert {answer.status_code for answer in answers} == {200}


async def test_nobody_pushes_under_the_name_of_what_webhooks_derive(post: Post) -> None:
    answer = (await post(event(source="webhook:desk", id="desk:zendesk:7:tickets_closed"))).json()
    assert answer["results"][0]["code"] == "source_reserved"


async def test_an_entry_that_does_not_exist_is_not_found(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    path = "/v1/quarantine/00000000-0000-0000-0000-000000000000/replay"
    assert (await metrics.post(path, headers=admin)).status_code == 404
