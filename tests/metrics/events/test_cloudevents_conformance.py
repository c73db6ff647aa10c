"""CloudEvents' own conformance cases, what its webhook specification asks for, and traps."""

import base64
import json
from typing import Any

import asyncpg
import httpx
import pytest

from tests.conftest import Headers
from tests.metrics.events.test_cloudevents import STORED, STRUCTURED, Send, binary, send, structured

__all__ = ["send"]

GREETING = {"message": "Hello World!"}
EXAMPLE = {
    "specversion": "1.0",
    "type": "com.example.someevent",
    "time": "2018-04-05T03:56:24Z",
    "id": "1234-1234-1234",
    "source": "/mycontext/subcontext",
}
IN_HEADERS = {f"ce-{name}": value for name, value in EXAMPLE.items()}


async def held(administrator: asyncpg.Connection) -> dict[str, Any]:
    """The attributes and the data of the only event in quarantine."""
    [row] = await administrator.fetch("select raw from metrics.quarantine")
    said: dict[str, Any] = json.loads(row["raw"])
    return said


@pytest.mark.parametrize("charset", ["", "; charset=utf-8"])
async def test_the_example_in_binary_mode_keeps_every_attribute_and_its_data(
    send: Send, administrator: asyncpg.Connection, charset: str
) -> None:
    kind = {"Content-Type": f"application/json{charset}"}
    told = await send(json.dumps(GREETING).encode(), IN_HEADERS | kind)
    assert told["results"][0]["code"] == "unmapped_type"  # the example is about nobody
    expected = EXAMPLE | {"datacontenttype": kind["Content-Type"], "data": GREETING}
    assert await held(administrator) == expected


@pytest.mark.parametrize("charset", ["", "; charset=utf-8"])
async def test_the_example_in_structured_mode_keeps_every_attribute_and_its_data(
    send: Send, administrator: asyncpg.Connection, charset: str
) -> None:
    said = EXAMPLE | {"datacontenttype": "application/json", "data": GREETING}
    kind = {"Content-Type": f"application/cloudevents+json{charset}"}
    told = await send(json.dumps(said).encode(), kind)
    assert told["results"][0]["code"] == "unmapped_type"
    assert await held(administrator) == said


@pytest.mark.parametrize(
    ("kind", "body", "data"),
    [
        pytest.param("text/plain; charset=us-ascii", b"Hello, World!", "Hello, World!", id="ascii"),
        pytest.param("text/plain; charset=utf-8", "🌎".encode(), "🌎", id="text"),
        pytest.param("application/json; charset=utf-8", '"🌎"'.encode(), "🌎", id="a string"),
        pytest.param("application/json", b'{"msg": "Hello"}', {"msg": "Hello"}, id="an object"),
        pytest.param("application/json", b'["Hello", "you"]', ["Hello", "you"], id="an array"),
        pytest.param("application/xml", b"<msg>Hello</msg>", "<msg>Hello</msg>", id="XML"),
        pytest.param("application/vnd.x+json; a=b", b"[1]", [1], id="a kind of JSON"),
    ],
)
async def test_data_of_any_type_is_kept_with_its_type(
    send: Send, administrator: asyncpg.Connection, kind: str, body: bytes, data: Any
) -> None:
    told = await send(body, binary(subject=None) | {"Content-Type": kind})
    assert told["quarantined"] == 1
    said = await held(administrator)
    assert (said["data"], said["datacontenttype"]) == (data, kind)


async def test_data_that_is_no_text_is_kept_byte_by_byte(
    send: Send, administrator: asyncpg.Connection
) -> None:
    picture = b"\x89PNG\r\n\x1a\n\xff"
    told = await send(picture, binary() | {"Content-Type": "image/png"})
    assert told["quarantined"] == 1
    assert base64.b64decode((await held(administrator))["data_base64"]) == picture


@pytest.mark.parametrize(
    ("source", "read"),
    [
        pytest.param("100% caf\u00e9".encode("latin-1"), "100% café", id="latin-1 and a percent"),
        pytest.param("%C3%A9 \u20ac".encode(), "é €", id="both ways in one"),
        pytest.param(b"%zz%", "%zz%", id="no escapes at all"),
        pytest.param(b'"%22\\""', '""', id="quoted, escaped and encoded"),
    ],
)
async def test_headers_of_clients_that_do_not_encode_are_read_too(
    send: Send, administrator: asyncpg.Connection, source: bytes, read: str
) -> None:
    assert await send(b"1", binary(source=source)) == STORED
    assert await administrator.fetchval("select key from metrics.source where key = $1", read)


async def test_a_time_of_nanoseconds_is_a_time(send: Send) -> None:
    assert await send(b"1", binary(time="2026-11-02T09:30:00.123456789Z")) == STORED
    told = await send(structured(time="2026-11-02t09:30:00.123456789z", data=1), STRUCTURED)
    assert told["duplicates"] == 1


async def test_with_only_some_of_the_headers_the_body_is_what_its_type_says(
    metrics: httpx.AsyncClient, push: dict[str, str]
) -> None:
    some = {name: value for name, value in binary().items() if name != "ce-type"}
    native = {"id": "n", "source": "s", "metric": "tickets_closed", "subject": "person:ana"}
    body = native | {"time": "2026-11-02T09:30:00Z"}
    answer = await metrics.post("/v1/events", json=body, headers=push | some)
    assert answer.json() == STORED
    answer = await metrics.post("/v1/events", content=b"1", headers=push | some)
    assert answer.status_code == 415


@pytest.mark.parametrize(
    "kind",
    [
        "application/cloudevents+avro",
        "application/cloudevents-batch+avro",
        "application/cloudevents+protobuf; charset=utf-8",
        "application/cloudeventsjson",
    ],
)
async def test_a_format_that_is_not_understood_is_refused_as_such(
    metrics: httpx.AsyncClient, push: dict[str, str], kind: str
) -> None:
    headers = push | binary() | {"Content-Type": kind}
    answer = await metrics.post("/v1/events", content=b"1", headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (415, "/problems/format-unknown")


async def test_a_sender_that_knows_only_a_url_shows_its_key_there(
    metrics: httpx.AsyncClient, push: dict[str, str]
) -> None:
    shown = push["Authorization"].removeprefix("Bearer ")
    asked = {"params": {"access_token": shown}, "headers": STRUCTURED}
    answer = await metrics.post("/v1/events", content=structured(data=1), **asked)
    assert answer.json() == STORED
    assert answer.headers["Cache-Control"] == "no-store"
    for params, headers in (
        ({"access_token": "cp_wrong"}, {}),
        ({}, {}),
        ({"access_token": shown}, {"Authorization": "Basic x"}),
    ):
        how = {"params": params, "headers": STRUCTURED | headers}
        answer = await metrics.post("/v1/events", content=structured(), **how)
        assert answer.status_code == 401


async def test_a_sender_that_asks_first_is_allowed_with_a_key_and_not_without(
    metrics: httpx.AsyncClient, push: dict[str, str], token: Headers
) -> None:
    asking = {"WebHook-Request-Origin": "events.example.com", "WebHook-Request-Rate": "120"}
    answer = await metrics.options("/v1/events", headers=push | asking)
    allowed = [answer.headers[name] for name in ("WebHook-Allowed-Origin", "WebHook-Allowed-Rate")]
    assert (answer.status_code, allowed) == (200, ["events.example.com", "*"])
    assert "POST" in answer.headers["Allow"]
    for headers in ({}, token("ana")):
        answer = await metrics.options("/v1/events", headers=headers | asking)
        assert answer.status_code == 401
        assert "WebHook-Allowed-Origin" not in answer.headers
    wrong = {"WebHook-Request-Origin": "a b"}
    assert (await metrics.options("/v1/events", headers=push | wrong)).status_code == 422


async def test_nobody_is_sent_elsewhere(metrics: httpx.AsyncClient, push: dict[str, str]) -> None:
    answer = await metrics.post("/v1/events/", content=structured(), headers=push | STRUCTURED)
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")
