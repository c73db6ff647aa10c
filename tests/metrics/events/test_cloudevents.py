"""CloudEvents as official clients send them, and as the specification lets others send them."""

import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import asyncpg
import httpx
import pytest
from cloudevents.core.bindings.http import to_binary_event, to_structured_event
from cloudevents.core.v1.event import CloudEvent

Send = Callable[..., Awaitable[dict[str, Any]]]

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ATTRIBUTES: dict[str, Any] = {
    "id": "e1",
    "source": "/desk/7",
    "specversion": "1.0",
    "type": "com.example.tickets_closed",
    "subject": "person:ana",
    "time": AT,
}
STRUCTURED = {"Content-Type": "application/cloudevents+json"}
NONE = {"duplicates": 0, "conflicts": 0, "quarantined": 0, "ignored": 0}
STORED = {"stored": 1, **NONE, "results": []}


@pytest.fixture
def send(metrics: httpx.AsyncClient, push: dict[str, str]) -> Send:
    """Post a body with headers and answer what became of it."""

    async def post(content: Any, headers: Any) -> dict[str, Any]:
        every = [*push.items(), *dict(headers).items()]
        answer = await metrics.post("/v1/events", content=content, headers=every)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    return post


def binary(**said: Any) -> dict[str, str]:
    """The headers of a sound event in binary mode, but for what is said."""
    values = ATTRIBUTES | {"time": "2026-11-02T09:30:00Z"} | said
    return {f"ce-{name}": value for name, value in values.items() if value is not None}


def structured(**said: Any) -> bytes:
    """A sound event in structured mode, but for what is said."""
    return json.dumps(ATTRIBUTES | {"time": "2026-11-02T09:30:00Z"} | said).encode()


@pytest.mark.parametrize("mode", [to_binary_event, to_structured_event])
async def test_the_official_client_posts_an_event_and_it_is_stored_once(
    send: Send, administrator: asyncpg.Connection, mode: Callable[..., Any]
) -> None:
    message = mode(CloudEvent(ATTRIBUTES, {"value": 3, "priority": "high"}))
    assert await send(message.body, message.headers) == STORED
    assert (await send(message.body, message.headers))["duplicates"] == 1
    row = await administrator.fetchrow("select id, time, value, attributes from metrics.event")
    assert tuple(row) == ("e1", AT, 3, '{"priority": "high"}')


async def test_the_modes_say_the_same_of_the_same_event(send: Send) -> None:
    event = CloudEvent(ATTRIBUTES, {"value": 1})
    one, other = to_binary_event(event), to_structured_event(event)
    await send(one.body, one.headers)
    assert (await send(other.body, other.headers))["duplicates"] == 1


async def test_a_batch_of_the_official_clients_events_is_stored_once(send: Send) -> None:
    events = [CloudEvent(ATTRIBUTES | {"id": f"e{n}"}, {"value": n}) for n in range(5)]
    batch = b"[%s]" % b",".join(to_structured_event(event).body for event in events)
    headers = {"Content-Type": "application/cloudevents-batch+json"}
    assert (await send(batch, headers))["stored"] == 5
    assert (await send(batch, headers))["duplicates"] == 5
    assert (await send(b"[]", headers))["stored"] == 0


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Content-Type": "application/cloudevents+json; charset=utf-8"}, id="charset"),
        pytest.param({"Content-Type": "Application/CloudEvents+JSON"}, id="capitals"),
        pytest.param(
            {"Content-Type": "application/cloudevents+json", "ce-id": "another"},
            id="the payload wins over headers",
        ),
    ],
)
async def test_structured_mode_is_known_by_its_media_type(
    send: Send, administrator: asyncpg.Connection, headers: dict[str, str]
) -> None:
    assert await send(structured(), headers) == STORED
    assert await administrator.fetchval("select id from metrics.event") == "e1"


@pytest.mark.parametrize(
    ("source", "read"),
    [
        pytest.param("Euro%20%E2%82%AC%20%F0%9F%98%80", "Euro € 😀", id="percent-encoded"),
        pytest.param("%e2%82%ac%41", "€A", id="lower case, and more than needed"),
        pytest.param("100%2525", "100%25", id="one round only"),
        pytest.param('"double \\" quoted"', 'double " quoted', id="double-quoted"),
        pytest.param("caf\u00e9".encode(), "café", id="raw UTF-8"),
        pytest.param("caf\u00e9".encode("latin-1"), "café", id="raw latin-1"),
    ],
)
async def test_header_values_are_read_as_they_were_meant(
    send: Send, administrator: asyncpg.Connection, source: str | bytes, read: str
) -> None:
    assert await send(b"1", binary(source=source)) == STORED
    assert await administrator.fetchval("select key from metrics.source where key = $1", read)
    assert (await send(structured(source=read, data=1), STRUCTURED))["duplicates"] == 1


async def test_invalid_utf_8_in_a_header_is_refused(
    metrics: httpx.AsyncClient, push: dict[str, str]
) -> None:
    headers = push | binary(source="%C0%A0")
    answer = await metrics.post("/v1/events", content=b"1", headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/unparseable")


async def test_binary_mode_needs_neither_length_nor_media_type(send: Send) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b'{"val'
        yield b'ue": 2}'

    assert await send(chunks(), binary()) == STORED
    told = {"value": 2}
    assert (await send(json.dumps(told).encode(), binary()))["duplicates"] == 1


@pytest.mark.parametrize(
    "time",
    [
        pytest.param("2026-11-02T09:30:00Z", id="Z"),
        pytest.param("2026-11-02T09:30:00+00:00", id="+00:00"),
        pytest.param("2026-11-02T09:30:00.000Z", id="a fraction"),
        pytest.param("2026-11-02T10:30:00%2B01:00", id="another zone, percent-encoded"),
    ],
)
async def test_one_instant_is_one_event_however_it_is_written(send: Send, time: str) -> None:
    event = CloudEvent(ATTRIBUTES | {"time": AT.astimezone(timezone(timedelta(hours=5)))})
    message = to_structured_event(event)
    await send(message.body, message.headers)
    assert (await send(b"", binary(time=time)))["duplicates"] == 1


async def test_an_event_without_time_is_quarantined_and_none_is_invented(
    send: Send, administrator: asyncpg.Connection
) -> None:
    for told in (
        await send(b"1", binary(time=None)),
        await send(structured(time=None), STRUCTURED),
    ):
        assert (told["quarantined"], told["results"][0]["detail"]) == (1, "Missing: time.")
    assert await administrator.fetchval("select count(*) from metrics.event") == 0


async def test_data_in_base64_is_data(send: Send) -> None:
    data = base64.b64encode(b'{"value": 4}').decode()
    assert await send(structured(data_base64=data), STRUCTURED) == STORED
    assert (await send(structured(data={"value": 4}), STRUCTURED))["duplicates"] == 1


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"specversion": "0.3"}, id="another version"),
        pytest.param({"source": ""}, id="an empty source"),
        pytest.param({"subject": None}, id="no subject"),
        pytest.param({"data": "1"}, id="a string is no number"),
        pytest.param({"data": 1, "data_base64": "MQ=="}, id="data twice"),
        pytest.param({"data_base64": "!"}, id="no base64"),
        pytest.param({"type": "com.example."}, id="a type without a metric"),
    ],
)
async def test_one_wrong_event_of_a_batch_is_its_own_trouble(
    send: Send, said: dict[str, Any]
) -> None:
    batch = b"[%s,%s]" % (structured(id="good"), structured(**said))
    told = await send(batch, {"Content-Type": "application/cloudevents-batch+json"})
    assert (told["stored"], told["quarantined"]) == (1, 1)
    assert told["results"][0]["index"] == 1
