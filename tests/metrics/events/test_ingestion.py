"""What ingestion promises: each event once, each with its fate, nothing lost."""

import asyncio
import gzip
import json
import time

import asyncpg
import httpx
import pytest
import zstandard

from tests.conftest import Headers
from tests.metrics.conftest import Post, event


async def test_an_event_is_stored_and_counts_on_its_day(
    post: Post, metrics: httpx.AsyncClient, token: Headers
) -> None:
    assert (await post(event())).json() == {
        "stored": 1,
        "duplicates": 0,
        "conflicts": 0,
        "quarantined": 0,
        "ignored": 0,
        "results": [],
    }
    asked = {"metric": "tickets_closed", "subject": "person:ana"}
    asked |= {"from": "2026-11-01", "to": "2026-11-03"}
    answer = await metrics.get("/v1/series", params=asked, headers=token(person="ana"))
    assert [point["value"] for point in answer.json()["points"]] == [0, 1, 0]


async def test_a_repeated_batch_is_a_success_of_duplicates(post: Post) -> None:
    batch = [event(id=f"e{number}") for number in range(300)]
    await post(*batch)
    again = (await post(*batch)).json()
    assert (again["stored"], again["duplicates"]) == (0, 300)
    assert again["results"][41] == {
        "index": 41,
        "id": "e41",
        "status": "duplicate",
        "code": None,
        "detail": None,
    }


async def test_other_content_under_the_same_identity_is_a_conflict_and_the_first_stands(
    post: Post, administrator: asyncpg.Connection
) -> None:
    await post(event(value=1))
    answer = (await post(event(value=2))).json()
    assert (answer["conflicts"], answer["results"][0]["code"]) == (1, "content_differs")
    assert await administrator.fetchval("select total from metrics.day") == 1


async def test_duplicates_and_conflicts_within_one_batch_are_told_apart(post: Post) -> None:
    answer = (await post(event(value=1), event(value=1), event(value=2))).json()
    assert (answer["stored"], answer["duplicates"], answer["conflicts"]) == (1, 1, 1)


async def test_the_same_instant_in_another_zone_is_the_same_event(post: Post) -> None:
    await post(event(time="2026-11-02T09:30:00Z"))
    answer = (await post(event(time="2026-11-02T10:30:00+01:00"))).json()
    assert answer["duplicates"] == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        pytest.param({"metric": "no_such"}, "unknown_metric", id="unknown metric"),
        pytest.param({"metric": "csat"}, "value_missing", id="a rate without a value"),
        pytest.param({"metric": "csat", "value": 1.5}, "value_out_of_range", id="out of range"),
        pytest.param({"metric": "tickets_per_hour", "value": 1}, "metric_is_derived", id="ratio"),
        pytest.param({"time": "2099-01-01T00:00:00Z"}, "time_in_future", id="future"),
        pytest.param({"time": "1969-12-31T00:00:00Z"}, "time_too_early", id="before 1970"),
        pytest.param({"time": "2026-11-02T09:30:00"}, "invalid", id="no zone"),
        pytest.param({"time": "yesterday"}, "invalid", id="no time"),
        pytest.param({"subject": "ana"}, "invalid", id="no kind of subject"),
        pytest.param({"subject": "role:agent"}, "invalid", id="a role is nobody"),
        pytest.param({"subject": "person:ana\n"}, "invalid", id="a line end in the subject"),
        pytest.param({"source": "crm\n"}, "invalid", id="a line end in the source"),
        pytest.param({"colour": "red"}, "invalid", id="unknown field"),
        pytest.param({"value": "1"}, "invalid", id="a value in quotes"),
        pytest.param({"weight": 0}, "invalid", id="no weight"),
        pytest.param({"id": ""}, "invalid", id="empty id"),
        pytest.param({"id": "a\x00b"}, "invalid", id="NUL in id"),
        pytest.param({"attributes": {"a": "\x00"}}, "attributes_unkeepable", id="NUL within"),
        pytest.param({"value": 1e300}, "value_out_of_range", id="too large to add"),
    ],
)
async def test_what_cannot_be_counted_is_quarantined_with_its_reason_and_its_bytes(
    post: Post, administrator: asyncpg.Connection, said: dict[str, object], code: str
) -> None:
    answer = (await post(event(id="good"), event(**said))).json()
    assert (answer["stored"], answer["quarantined"]) == (1, 1)
    assert (answer["results"][0]["index"], answer["results"][0]["code"]) == (1, code)
    raw = await administrator.fetchval("select raw from metrics.quarantine")
    assert json.loads(raw) == event(**said)


async def test_a_batch_of_every_kind_accounts_for_every_event(post: Post) -> None:
    fresh = [event(id=f"e{number}") for number in range(395)]
    known = [event(id=f"k{number}") for number in range(55)]
    await post(*known)
    invalid = [event(id=f"i{number}", metric="no_such") for number in range(45)]
    conflicting = [event(id=f"k{number}", value=9) for number in range(5)]
    answer = (await post(*invalid, *known[5:], *fresh, *conflicting)).json()
    counts = [answer[name] for name in ("stored", "duplicates", "conflicts", "quarantined")]
    assert counts == [395, 50, 5, 45]
    assert [result["index"] for result in answer["results"]] == sorted(
        [*range(95), *range(490, 495)]
    )


async def test_the_same_batch_sent_at_once_by_many_is_stored_once(post: Post) -> None:
    batch = [event(id=f"e{number}") for number in range(20)]
    answers = [a.json() for a in await asyncio.gather(*(post(*batch) for _ in range(16)))]
    assert sum(answer["stored"] for answer in answers) == 20
    assert sum(answer["duplicates"] for answer in answers) == 15 * 20


@pytest.mark.parametrize(
    ("encoding", "compress"),
    [("gzip", gzip.compress), ("zstd", zstandard.ZstdCompressor().compress)],
)
async def test_compressed_bodies_are_understood(
    metrics: httpx.AsyncClient, push: dict[str, str], encoding: str, compress: object
) -> None:
    assert callable(compress)
    headers = push | {"Content-Encoding": encoding, "Content-Type": "application/json"}
    body = compress(json.dumps([event()]).encode())
    answer = await metrics.post("/v1/events", content=body, headers=headers)
    assert answer.json()["stored"] == 1


async def test_a_decompression_bomb_is_refused(
    metrics: httpx.AsyncClient, push: dict[str, str]
) -> None:
    headers = push | {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    bomb = gzip.compress(b" " * 50_000_000)
    answer = await metrics.post("/v1/events", content=bomb, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/body-too-large")


async def test_more_events_than_the_published_limit_are_refused_before_any_is_read(
    metrics: httpx.AsyncClient, push: dict[str, str]
) -> None:
    headers = push | {"Content-Type": "application/json"}
    body = b"[1" + b",1" * 10_000 + b"]"
    answer = await metrics.post("/v1/events", content=body, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-many-events")


async def test_many_gzip_members_cost_no_more_than_their_bytes(
    metrics: httpx.AsyncClient, push: dict[str, str]
) -> None:
    headers = push | {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    body = gzip.compress(b"") * 100_000 + gzip.compress(json.dumps([event()]).encode())
    begun = time.perf_counter()
    answer = await metrics.post("/v1/events", content=body, headers=headers)
    assert answer.json()["stored"] == 1
    assert time.perf_counter() - begun < 5  # quadratic, it took half a minute


async def test_lines_are_each_an_event_and_a_broken_line_spoils_no_other(
    metrics: httpx.AsyncClient, push: dict[str, str]
) -> None:
    lines = "\n".join([json.dumps(event(id="a")), "{broken", "", json.dumps(event(id="b"))])
    headers = push | {"Content-Type": "application/x-ndjson; charset=utf-8"}
    answer = (await metrics.post("/v1/events", content=lines, headers=headers)).json()
    assert (answer["stored"], answer["quarantined"]) == (2, 1)
    assert answer["results"][0]["index"] == 1


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        pytest.param(b"{", "application/json", 400, id="no JSON"),
        pytest.param(b"\xff", "application/json", 400, id="no UTF-8"),
        pytest.param(b"[" * 100_000, "application/json", 400, id="nested beyond reason"),
        pytest.param(b"[]", "application/json", 200, id="an empty array"),
        pytest.param(b"<a/>", "application/xml", 415, id="XML"),
        pytest.param(b"{}", "application/cloudevents+avro", 415, id="Avro"),
        pytest.param(b"x", "", 415, id="no media type"),
    ],
)
async def test_only_what_cannot_be_read_at_all_is_refused(
    metrics: httpx.AsyncClient, push: dict[str, str], body: bytes, kind: str, status: int
) -> None:
    headers = push | {"Content-Type": kind}
    answer = await metrics.post("/v1/events", content=body, headers=headers)
    assert answer.status_code == status, answer.text
    if status != 200:
        assert answer.headers["content-type"] == "application/problem+json"


async def test_without_a_key_nothing_is_taken(metrics: httpx.AsyncClient, token: Headers) -> None:
    for headers in ({}, token(roles=["administrator"]), {"Authorization": "Bearer cp_nonsense"}):
        answer = await metrics.post("/v1/events", json=[event()], headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (401, "/problems/key-refused")


async def test_a_key_pushes_only_within_its_scope(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    scope = {"name": "billing", "sources": ["bill"], "metrics": ["tickets_closed"]}
    secret = (await metrics.post("/v1/keys", json=scope, headers=admin)).json()["secret"]
    batch = [event(id="a", source="billing"), event(id="b", source="crm")]
    batch.append(event(id="c", source="billing", metric="csat", value=1))
    answer = await metrics.post(
        "/v1/events", json=batch, headers={"Authorization": f"Bearer {secret}"}
    )
    assert [result["code"] for result in answer.json()["results"]] == ["out_of_scope"] * 2


async def test_late_events_change_the_day_they_belong_to(
    post: Post, administrator: asyncpg.Connection
) -> None:
    await post(event(id="now"), event(id="late", time="2024-02-29T23:59:59Z"))
    days = await administrator.fetch("select day::text, total from metrics.day order by day")
    assert [tuple(row) for row in days] == [("2024-02-29", 1), ("2026-11-02", 1)]
