"""Many subjects in one answer: streamed as columns, and the same as asked one by one."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import httpx
import msgspec
import pyarrow as pa
import pytest

from services.metrics.series import stream
from shared.schemas.metrics.columns import End, Head, Line
from tests.conftest import Headers
from tests.metrics.conftest import Post, event
from tests.metrics.people import put_person, put_team

Row = dict[str, Any]
POINT = ("value", "count", "numerator", "denominator")
QUERY = {
    "metrics": ["csat", "tickets_closed", "tickets_per_hour"],
    "subjects": ["person:ben", "team:support", "person:ana", "person:idle", "person:ben"],
    "from": "2026-09-28",
    "to": "2026-11-05",
}


@pytest.fixture
async def lena(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers, post: Post
) -> dict[str, str]:
    """The lead of a team of three, of whom one is idle and one has an account at a tool."""
    await put_team(metrics, admin, "support", ["ana", "ben", "idle"])
    await metrics.put("/v1/accounts/desk/9", json={"person": "ana"}, headers=admin)
    for number, day in enumerate(["2026-09-30", "2026-10-01", "2026-10-05", "2026-11-05"]):
        when = {"time": f"{day}T12:00:00Z"}
        await post(
            event(id=f"a{number}", value=1.1 + number, **when),
            event(id=f"b{number}", subject="person:ben", value=0.2, **when),
            event(id=f"d{number}", subject="account:desk/9", **when),
            event(id=f"c{number}", metric="csat", value=number % 2, **when),
        )
    await post(event(id="h", metric="hours_worked", value=8, time="2026-10-05T12:00:00Z"))
    await post(event(id="i", metric="hours_worked", value=8, time="2026-10-06T12:00:00Z"))
    return token(person="lena", roles=["lead"])


async def ask(
    metrics: httpx.AsyncClient, who: dict[str, str], form: str, **said: Any
) -> httpx.Response:
    """The answer to the query in a form."""
    asked = {"params": {"format": form}, "json": QUERY | said}
    return await metrics.post("/v1/series/query", headers=who, **asked)


def rows_of_json(answer: httpx.Response) -> list[Row]:
    """A row for each point of which there is something to tell, each series once."""
    series = {(s["subject"], s["metric"]): s["points"] for s in answer.json()["series"]}
    return [
        {"subject": subject, "metric": metric, "start": date.fromisoformat(point["start"])}
        | {"end": date.fromisoformat(point["end"]), "partial": point["partial"]}
        | {column: point[column] for column in POINT}
        for (subject, metric), points in series.items()
        for point in points
    ]


def rows_of_columns(answer: httpx.Response) -> list[Row]:
    """The same of lines of JSON, which must be whole."""
    head, *lines, end = answer.content.splitlines()
    said = Head.model_validate_json(head, strict=False)
    assert End.model_validate_json(end).series == len(lines)
    return [
        {"subject": line.subject, "metric": line.metric}
        | {"start": said.starts[at], "end": said.ends[at]}
        | {"partial": at >= len(said.starts) - said.unfinished}
        | {name: (getattr(line, name) or [None] * len(line.at))[index] for name in POINT}
        for line in map(Line.model_validate_json, lines)
        for index, at in enumerate(line.at)
    ]


def rows_of_arrow(answer: httpx.Response) -> list[Row]:
    """The same of an Arrow stream."""
    rows: list[Row] = pa.ipc.open_stream(answer.content).read_all().to_pylist()
    return rows


@pytest.mark.parametrize("window", ["day", "week", "month", "quarter"])
@pytest.mark.parametrize("at_once", [1, 50, 10**6])
@pytest.mark.parametrize("read", [rows_of_columns, rows_of_arrow])
async def test_streams_hold_what_json_holds_however_small_the_pieces(
    metrics: httpx.AsyncClient,
    lena: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    window: str,
    at_once: int,
    read: Any,
) -> None:
    monkeypatch.setattr(stream, "CELLS_AT_ONCE", at_once)
    form = "columns" if read is rows_of_columns else "arrow"
    expected = rows_of_json(await ask(metrics, lena, "json", window=window, fill="none"))
    told = read(await ask(metrics, lena, form, window=window))
    assert expected
    assert told == expected


@pytest.mark.parametrize("read", [rows_of_columns, rows_of_arrow])
async def test_streams_hold_what_json_holds_as_of_a_moment(
    metrics: httpx.AsyncClient, lena: dict[str, str], post: Post, read: Any
) -> None:
    form = "columns" if read is rows_of_columns else "arrow"
    then = {"as_of": datetime.now(UTC).isoformat()}
    await post(event(id="later", metric="tickets_closed", time="2026-09-30T12:00:00Z"))
    expected = rows_of_json(await ask(metrics, lena, "json", fill="none", **then))
    assert expected
    assert read(await ask(metrics, lena, form, **then)) == expected
    assert read(await ask(metrics, lena, form)) != expected


async def test_a_series_without_anything_is_a_line_without_anything(
    metrics: httpx.AsyncClient, lena: dict[str, str]
) -> None:
    lines = (await ask(metrics, lena, "columns", subjects=["person:idle"])).content.splitlines()
    assert msgspec.json.decode(lines[1])["at"] == []
    assert [msgspec.json.decode(line)["metric"] for line in lines[1:-1]] == QUERY["metrics"]


@pytest.mark.parametrize("form", ["json", "columns", "arrow"])
async def test_one_subject_that_may_not_be_seen_refuses_all(
    metrics: httpx.AsyncClient, lena: dict[str, str], form: str
) -> None:
    refused = await ask(metrics, lena, form, subjects=["person:ana", "person:zoe"])
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-yours")
    assert "person:zoe" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("form", "subjects", "years", "status"),
    [
        pytest.param("json", 1, 180, 200, id="as long as an answer may be"),
        pytest.param("json", 1, 185, 422, id="longer"),
        pytest.param("json", 2, 180, 422, id="of two"),
        pytest.param("columns", 2, 180, 200, id="of two, streamed"),
        pytest.param("columns", 1, 185, 422, id="longer than one subject may have"),
        pytest.param("columns", 60, 180, 422, id="longer than a stream may be"),
    ],
)
async def test_what_is_too_long_is_refused_before_it_begins(
    metrics: httpx.AsyncClient,
    lena: dict[str, str],
    admin: dict[str, str],
    form: str,
    subjects: int,
    years: int,
    status: int,
) -> None:
    for number in range(3, subjects):
        await put_person(metrics, admin, f"p{number}", "support")
    people = ["person:ana", "person:ben", *(f"person:p{number}" for number in range(3, subjects))]
    asked = {"from": "1970-01-01", "to": f"{1969 + years}-12-31", "subjects": people[:subjects]}
    answer = await ask(metrics, lena, form, **asked, window="quarter")
    assert answer.status_code == status, answer.text[:500]


async def test_the_next_is_under_way_while_one_is_used_and_left_when_nobody_waits() -> None:
    began: list[int] = []
    left: list[int] = []

    async def read(number: int) -> int:
        began.append(number)
        try:
            await asyncio.sleep(0 if number < 2 else 60)
        except asyncio.CancelledError:
            left.append(number)
            raise
        return number

    told = stream.one_ahead(partial(read, number) for number in range(9))
    assert isinstance(told, AsyncIterator)
    assert await anext(told) == 0
    assert await anext(told) == 1
    await asyncio.sleep(0)
    assert began == [0, 1, 2]
    await told.aclose()
    await asyncio.sleep(0)
    assert left == [2]
