"""Lines as a stream: any number of them, in memory that does not grow, whole chunks at a time."""

import gzip
import json
from collections.abc import AsyncIterator, Iterator, Sequence

import asyncpg
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.events.lines import LINES_AT_ONCE, chunks_of_lines
from services.metrics.events.native import EVENT_BYTES
from services.metrics.events.said import Piece
from services.metrics.events.streaming import RESULTS_AT_MOST, StreamBrokenOff, take_lines
from shared.schemas.metrics.events import Ingested
from tests.live import Live
from tests.metrics.conftest import event

Headers = dict[str, str]

MANY = 2 * LINES_AT_ONCE + 500


def line(number: int) -> bytes:
    """A sound event on a line."""
    return json.dumps(event(id=f"e{number}")).encode() + b"\n"


@pytest.fixture
def ndjson(push: Headers) -> Headers:
    """Headers of a stream of lines."""
    return push | {"Content-Type": "application/x-ndjson"}


async def kept(administrator: asyncpg.Connection) -> int:
    """How many events there are."""
    number: int = await administrator.fetchval("select count(*) from metrics.event")
    return number


async def test_any_number_of_lines_is_taken_and_each_has_its_fate(
    metrics: httpx.AsyncClient, ndjson: Headers
) -> None:
    sent = [*map(line, range(MANY)), line(7), b"{broken\n", b"\n"]
    answer = await metrics.post("/v1/events", content=b"".join(sent), headers=ndjson)
    told = answer.json()
    assert (told["stored"], told["duplicates"], told["quarantined"]) == (MANY, 1, 1)
    assert (told["lines"], told["unlisted"]) == (MANY + 2, 0)
    assert [(result["index"], result["status"]) for result in told["results"]] == [
        (MANY, "duplicate"),
        (MANY + 1, "quarantined"),
    ]


async def test_results_are_listed_up_to_a_limit_and_beyond_it_counted(
    metrics: httpx.AsyncClient, ndjson: Headers
) -> None:
    answer = await metrics.post("/v1/events", content=b"1\n" * MANY, headers=ndjson)
    told = answer.json()
    assert (told["quarantined"], told["unlisted"]) == (MANY, MANY - RESULTS_AT_MOST)
    assert [result["index"] for result in told["results"]] == list(range(RESULTS_AT_MOST))


async def test_who_breaks_off_leaves_whole_chunks_and_may_send_all_again(
    metrics: httpx.AsyncClient, ndjson: Headers, administrator: asyncpg.Connection
) -> None:
    async def breaking_off() -> AsyncIterator[bytes]:
        for number in range(MANY):
            yield line(number)
        while await kept(administrator) < 2 * LINES_AT_ONCE:
            pass
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await metrics.post("/v1/events", content=breaking_off(), headers=ndjson)
    assert await kept(administrator) == 2 * LINES_AT_ONCE
    again = b"".join(map(line, range(MANY)))
    told = (await metrics.post("/v1/events", content=again, headers=ndjson)).json()
    assert (told["stored"], told["duplicates"]) == (500, 2 * LINES_AT_ONCE)


async def test_a_refusal_midway_says_how_many_lines_are_committed(
    metrics: httpx.AsyncClient, ndjson: Headers, administrator: asyncpg.Connection
) -> None:
    whole = gzip.compress(b"".join(map(line, range(MANY))))
    headers = ndjson | {"Content-Encoding": "gzip"}
    answer = await metrics.post("/v1/events", content=whole[:-100], headers=headers)
    committed = await kept(administrator)
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/encoding-broken")
    assert committed > 0
    assert f" {committed} lines are committed; " in answer.json()["detail"]


@pytest.fixture
def narrow(house: dict[str, Live]) -> Iterator[None]:
    """Bodies of ten bytes, streams of a thousand."""
    state = house["metrics"].app.state
    usual = state.settings
    state.settings = usual.model_copy(update={"body_limit": 10, "stream_limit": 1000})
    yield
    state.settings = usual


async def test_a_stream_has_a_limit_of_its_own(
    metrics: httpx.AsyncClient, ndjson: Headers, narrow: None
) -> None:
    some, more = b"".join(map(line, range(3))), b"".join(map(line, range(20)))
    assert (await metrics.post("/v1/events", content=some, headers=ndjson)).status_code == 200
    for headers, body in ((ndjson, more), (ndjson | {"Content-Type": "application/json"}, some)):
        answer = await metrics.post("/v1/events", content=body, headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (413, "/problems/body-too-large")


async def test_a_key_revoked_during_a_stream_ends_it(
    metrics: httpx.AsyncClient, admin: Headers, administrator: asyncpg.Connection
) -> None:
    made = (await metrics.post("/v1/keys", json={"name": "crm"}, headers=admin)).json()
    headers = {"Content-Type": "application/x-ndjson", "Authorization": f"Bearer {made['secret']}"}

    async def revoked_midway() -> AsyncIterator[bytes]:
        for number in range(LINES_AT_ONCE):
            yield line(number)
        while not await kept(administrator):
            pass
        await metrics.delete(f"/v1/keys/{made['id']}", headers=admin)
        yield line(MANY)

    answer = await metrics.post("/v1/events", content=revoked_midway(), headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/key-refused")
    assert f" {LINES_AT_ONCE} lines are committed" in answer.json()["detail"]


async def each(chunks: Sequence[Sequence[bytes]]) -> AsyncIterator[Sequence[bytes]]:
    """One after the other."""
    for chunk in chunks:
        yield chunk


async def test_an_outage_midway_may_be_tried_again() -> None:
    answers = iter([Ingested(stored=2, duplicates=0, conflicts=0, quarantined=0, results=[])])

    async def take(_: Sequence[Piece]) -> Ingested:
        for answer in answers:
            return answer
        raise ConnectionResetError

    with pytest.raises(StreamBrokenOff, match="2 lines are committed"):
        await take_lines(each([[b"{}", b"{}"], [b"{}"]]), take)


@given(st.lists(st.binary(max_size=9).filter(lambda it: b"\n" not in it)), st.data())
async def test_however_a_stream_is_cut_its_lines_are_the_same(
    sent: list[bytes], data: st.DataObject
) -> None:
    body = b"\n".join(sent)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(body)), max_size=5)))

    async def pieces() -> AsyncIterator[bytes]:
        for start, end in zip([0, *cuts], [*cuts, len(body)], strict=True):
            yield body[start:end]

    found = [line async for chunk in chunks_of_lines(pieces()) for line in chunk]
    assert found == [line.strip() for line in sent if line.strip()]


async def test_of_a_line_too_long_no_more_is_held_than_shows_that() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 8192
        yield b"\nshort"

    [found] = [chunk async for chunk in chunks_of_lines(pieces())]
    assert list(map(len, found)) == [EVENT_BYTES + 1, 5]


async def test_lines_that_only_together_are_an_array_of_events_are_broken_lines(
    metrics: httpx.AsyncClient, ndjson: Headers
) -> None:
    first, second = json.dumps(event(id="a")), json.dumps(event(id="b"))
    head, tail = first.split(', "source"')
    lines = f'{head}\n"source"{tail}\n{second},{second}'
    told = (await metrics.post("/v1/events", content=lines, headers=ndjson)).json()
    assert (told["stored"], told["quarantined"]) == (0, 3)
