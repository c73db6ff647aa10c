"""What waits in quarantine is found, replayed by its cause, or discarded with a reason."""

from typing import Any

import asyncpg
import httpx
import pytest

from services.metrics.quarantine import settling_routes
from tests.conftest import Headers
from tests.metrics.catalogue.test_catalogue import OWN
from tests.metrics.conftest import Post, event
from tests.metrics.mappings.orders import MAPPING, define, order

HERE = "/v1/quarantine"
NOWHERE = f"{HERE}/00000000-0000-0000-0000-000000000000"


async def entries(metrics: httpx.AsyncClient, admin: dict[str, str], **asked: Any) -> list[Any]:
    """The entries that are listed."""
    answer = await metrics.get(HERE, params=asked, headers=admin)
    assert answer.status_code == 200, answer.text
    items: list[Any] = answer.json()["items"]
    return items


async def test_entries_are_found_by_what_is_known_of_them(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], administrator: asyncpg.Connection
) -> None:
    await post(event(id="a", metric="none"), event(id="b", value=1e300), event(id="c", weight=-1))
    await administrator.execute(
        "update metrics.quarantine set received_at = '2026-11-02T23:59:59Z' where event_id = 'a'"
    )
    [key] = {entry["pushed_by"] for entry in await entries(metrics, admin)}
    for asked, found in (
        ({}, "abc"),
        ({"code": "value_out_of_range"}, "b"),
        ({"event_id": "c"}, "c"),
        ({"pushed_by": key, "state": "open"}, "abc"),
        ({"pushed_by": "another"}, ""),
        ({"state": "settled"}, ""),
        ({"to": "2026-11-02"}, "a"),
        ({"from": "2026-11-03"}, "bc"),
    ):
        listed = await entries(metrics, admin, **asked)
        assert sorted(entry["event_id"] for entry in listed) == sorted(found), asked


async def test_one_entry_is_shown_and_its_bytes_are_given_as_they_came(
    metrics: httpx.AsyncClient, admin: dict[str, str], push: dict[str, str]
) -> None:
    raw = b'{"id": "\xff\\u0000", "colour" : 1}'
    headers = push | {"Content-Type": "application/x-ndjson"}
    await metrics.post("/v1/events", content=raw + b"\n", headers=headers)
    [held] = await entries(metrics, admin)
    path = f"{HERE}/{held['id']}"
    assert (await metrics.get(path, headers=admin)).json() == held
    answer = await metrics.get(f"{path}/raw", headers=admin)
    assert (answer.content, answer.headers["Content-Type"]) == (raw, "application/json")


async def test_all_of_one_cause_is_replayed_page_by_page_once_it_is_mended(
    post: Post,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settling_routes, "TOGETHER", 2)
    waiting = [event(id=f"e{n}", metric="mended_all") for n in range(3)]
    await post(
        *waiting, event(id="x", metric="mended_all", value=1e300), event(id="y", metric="none")
    )
    await metrics.post("/v1/metrics", json=OWN | {"key": "mended_all"}, headers=admin)
    sums, cursor, pages = dict.fromkeys(("replayed", "stored", "quarantined"), 0), None, 0
    while pages == 0 or cursor:
        asked = {"cursor": cursor} if cursor else {}
        cause = {"code": "unknown_metric"}
        answer = await metrics.post(f"{HERE}/replay", json=cause, params=asked, headers=admin)
        sums = {name: count + answer.json()[name] for name, count in sums.items()}
        cursor, pages = answer.json()["next_cursor"], pages + 1
    assert (sums, pages) == ({"replayed": 5, "stored": 3, "quarantined": 2}, 3)
    # What is held for another reason now is another entry; what is held for the same waits on.
    waits = {(one["event_id"], one["code"]) for one in await entries(metrics, admin, state="open")}
    assert waits == {("x", "value_out_of_range"), ("y", "unknown_metric")}
    settled = await entries(metrics, admin, state="settled")
    assert {one["settled_by"] for one in settled} == {"root"}
    assert sorted(one["outcome"] for one in settled) == ["quarantined", *["stored"] * 3]


async def test_what_a_mapping_leaves_out_is_settled_by_its_replay(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await post(order(1), order(2, amount=0))
    [cause] = {entry["code"] for entry in await entries(metrics, admin)}
    await define(metrics, admin, MAPPING)
    answer = await metrics.post(f"{HERE}/replay", json={"code": cause}, headers=admin)
    told = answer.json()
    assert (told["replayed"], told["stored"], told["ignored"]) == (2, 1, 1)
    assert await entries(metrics, admin, state="open") == []


async def test_entries_of_several_keys_are_replayed_for_each_key(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    made = await metrics.post("/v1/keys", json={"name": "other"}, headers=admin)
    other = {"Authorization": f"Bearer {made.json()['secret']}"}
    await post(event(id="a", metric="none"))
    await metrics.post("/v1/events", json=event(id="b", metric="none"), headers=other)
    keys = [entry["pushed_by"] for entry in await entries(metrics, admin)]
    only = {"code": "unknown_metric", "pushed_by": keys[0]}
    assert (await metrics.post(f"{HERE}/replay", json=only, headers=admin)).json()["replayed"] == 1
    every = {"code": "unknown_metric"}
    assert (await metrics.post(f"{HERE}/replay", json=every, headers=admin)).json()["replayed"] == 2
    assert len(await entries(metrics, admin)) == 2  # none was held anew under another name


async def test_what_is_discarded_stays_on_record_and_waits_no_more(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await post(event(metric="mended_late"))
    [held] = await entries(metrics, admin)
    path = f"{HERE}/{held['id']}"
    assert (await metrics.post(f"{path}/discard", json={}, headers=admin)).status_code == 422
    said = {"reason": "Test traffic"}
    told = (await metrics.post(f"{path}/discard", json=said, headers=admin)).json()
    assert (told["outcome"], told["settled_by"], told["reason"]) == (
        "discarded",
        "root",
        "Test traffic",
    )
    again = await metrics.post(f"{path}/discard", json=said, headers=admin)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/entry-settled")
    cause = {"code": "unknown_metric"}
    assert (await metrics.post(f"{HERE}/replay", json=cause, headers=admin)).json()["replayed"] == 0
    await metrics.post("/v1/metrics", json=OWN | {"key": "mended_late"}, headers=admin)
    assert (await metrics.post(f"{path}/replay", headers=admin)).json()["stored"] == 1
    [held] = await entries(metrics, admin)
    assert (held["outcome"], held["reason"]) == ("stored", None)


async def test_all_of_one_cause_is_discarded_and_nothing_else(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await post(*(event(id=f"e{n}", metric="none") for n in range(3)), event(id="x", value=1e300))
    said = {"code": "unknown_metric", "reason": "Test traffic"}
    answer = await metrics.post(f"{HERE}/discard", json=said, headers=admin)
    assert answer.json() == {"discarded": 3}
    assert [one["event_id"] for one in await entries(metrics, admin, state="open")] == ["x"]


async def test_the_quarantine_is_administrators_alone(
    metrics: httpx.AsyncClient, token: Headers, push: dict[str, str]
) -> None:
    said = {"code": "unknown_metric", "reason": "r"}
    for headers, status in ((push, 401), (token("lena", roles=["lead", "analyst"]), 403)):
        for path in (HERE, NOWHERE, f"{NOWHERE}/raw"):
            assert (await metrics.get(path, headers=headers)).status_code == status
        for path in ("replay", "discard"):
            for where in (HERE, NOWHERE):
                answer = await metrics.post(f"{where}/{path}", json=said, headers=headers)
                assert answer.status_code == status


async def test_an_entry_that_does_not_exist_is_not_found(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    for path in (NOWHERE, f"{NOWHERE}/raw"):
        assert (await metrics.get(path, headers=admin)).status_code == 404
    for path in (f"{NOWHERE}/replay", f"{NOWHERE}/discard"):
        assert (await metrics.post(path, json={"reason": "r"}, headers=admin)).status_code == 404


@pytest.mark.parametrize("key", ["x", "\x00", "0" * 31])
async def test_a_cursor_that_is_none_of_ours_is_refused(
    metrics: httpx.AsyncClient, admin: dict[str, str], key: str
) -> None:
    answer = await metrics.get(HERE, params={"cursor": key}, headers=admin)
    assert answer.status_code == 422
