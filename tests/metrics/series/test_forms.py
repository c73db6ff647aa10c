"""The same series as JSON, CSV and Arrow, with its gaps told as asked."""

import csv
import io
import subprocess
import sys
from datetime import date
from typing import Any

import httpx
import pyarrow as pa
import pytest

from services.metrics.series.forms import FormUnknown, form_of
from shared.schemas.metrics.series import Form
from tests.conftest import Headers
from tests.metrics.conftest import Post, event
from tests.metrics.people import put_person

ASKED = {"subject": "person:ana", "from": "2026-11-02", "to": "2026-11-04"}
ARROW = "application/vnd.apache.arrow.stream"


@pytest.fixture
async def ana(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers, post: Post
) -> dict[str, str]:
    """Ana, who closed tickets on Monday and Wednesday; one of two answers was a good one."""
    await put_person(metrics, admin, "ana")
    await post(event(id="t1", value=1.1), event(id="t2", value=2.2))
    await post(event(id="t3", time="2026-11-04T10:00:00Z"))
    await post(event(id="c1", metric="csat", value=1), event(id="c2", metric="csat", value=0))
    return token(person="ana")


async def ask(
    metrics: httpx.AsyncClient, who: dict[str, str], accept: str = "*/*", **asked: str
) -> httpx.Response:
    """The answer about Ana's days."""
    headers = who | {"Accept": accept}
    return await metrics.get("/v1/series", params=ASKED | asked, headers=headers)


def parsed_csv(body: bytes) -> list[dict[str, Any]]:
    """The rows of a table of text, each value of its type."""
    kinds = {"value": float, "numerator": float, "denominator": float, "count": int}
    kinds |= {"start": date.fromisoformat, "end": date.fromisoformat}
    kinds |= dict.fromkeys(("partial", "suppressed"), "true".__eq__)
    rows = csv.DictReader(io.StringIO(body.decode(), newline=""))
    return [
        {name: kinds.get(name, str)(cell) if cell else None for name, cell in row.items()}
        for row in rows
    ]


def parsed_arrow(body: bytes) -> list[dict[str, Any]]:
    """The rows of an Arrow stream."""
    rows: list[dict[str, Any]] = pa.ipc.open_stream(body).read_all().to_pylist()
    return rows


def rows_of_json(series: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows that a table of the same series must have."""
    alike = {name: series[name] for name in ("metric", "subject", "window", "time_zone", "unit")}
    days = ("start", "end")
    return [
        alike | point | {day: date.fromisoformat(point[day]) for day in days}
        for point in series["points"]
    ]


@pytest.mark.parametrize("metric", ["tickets_closed", "csat", "tickets_per_hour"])
@pytest.mark.parametrize("window", ["day", "week", "quarter"])
@pytest.mark.parametrize("fill", ["none", "null", "zero"])
async def test_csv_and_arrow_hold_exactly_what_json_holds(
    metrics: httpx.AsyncClient, ana: dict[str, str], metric: str, window: str, fill: str
) -> None:
    asked = {"metric": metric, "window": window, "fill": fill}
    expected = rows_of_json((await ask(metrics, ana, **asked)).json())
    assert parsed_csv((await ask(metrics, ana, format="csv", **asked)).content) == expected
    arrow = (await ask(metrics, ana, ARROW, **asked)).content
    assert pa.ipc.open_stream(arrow).schema.metadata[b"window"] == window.encode()
    unseen = {"window", "time_zone", "unit"}
    assert parsed_arrow(arrow) == [
        {name: value for name, value in row.items() if name not in unseen} for row in expected
    ]


@pytest.mark.parametrize(
    ("metric", "fill", "values"),
    [
        pytest.param("tickets_closed", "zero", [3.3, 0, 1], id="a count of nothing is zero"),
        pytest.param("tickets_closed", "null", [3.3, None, 1], id="unless told otherwise"),
        pytest.param("tickets_closed", "none", [3.3, 1], id="a gap left out"),
        pytest.param("csat", "zero", [0.5, None, None], id="a rate of nothing is never zero"),
        pytest.param("csat", "none", [0.5], id="a rate without its gaps"),
    ],
)
async def test_a_gap_is_told_as_asked(
    metrics: httpx.AsyncClient, ana: dict[str, str], metric: str, fill: str, values: list[Any]
) -> None:
    answer = (await ask(metrics, ana, metric=metric, fill=fill)).json()
    assert [point["value"] for point in answer["points"]] == values


async def test_nothing_done_in_hours_worked_is_a_zero_and_no_gap(
    metrics: httpx.AsyncClient, ana: dict[str, str], post: Post
) -> None:
    await post(event(id="h", metric="hours_worked", value=8, time="2026-11-03T10:00:00Z"))
    answer = (await ask(metrics, ana, metric="tickets_per_hour", fill="none")).json()
    assert [point["value"] for point in answer["points"]] == [None, 0, None]


@pytest.mark.parametrize(
    ("named", "accept", "form"),
    [
        (None, "", "json"),
        (None, "*/*", "json"),
        (None, "text/html;q=0.8, text/csv;q=0.9", "csv"),
        (None, "text/*", "csv"),
        (None, "TEXT/CSV; charset=utf-8", "csv"),
        (None, f"application/json;q=0.5, {ARROW}", "arrow"),
        (None, "application/json;q=nonsense, text/csv;q=0.1", "csv"),
        ("json", "text/csv", "json"),
    ],
)
def test_the_form_is_the_one_named_else_the_most_wanted(
    named: Form | None, accept: str, form: Form
) -> None:
    assert form_of(named, accept, ("json", "csv", "arrow")) == form


@pytest.mark.parametrize("accept", ["text/html", "application/json;q=0", "/", ";;,,", "json"])
def test_what_nobody_can_write_is_refused(accept: str) -> None:
    with pytest.raises(FormUnknown):
        form_of(None, accept, ("json", "csv", "arrow"))


async def test_forms_that_are_not_to_be_had_are_refused_with_those_that_are(
    metrics: httpx.AsyncClient, ana: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = await ask(metrics, ana, "text/html", metric="csat")
    assert (refused.status_code, refused.json()["type"]) == (406, "/problems/form-unknown")
    assert "text/csv" in refused.json()["detail"]
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # as where it is not installed
    refused = await ask(metrics, ana, metric="csat", format="arrow")
    assert (refused.status_code, refused.json()["type"]) == (406, "/problems/arrow-missing")


def test_a_worker_does_not_pay_for_arrow_before_it_is_asked_for() -> None:
    loaded = "import sys, services.metrics.app; print('pyarrow' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "False"


async def test_days_are_the_organizations_and_no_other_zone_is_pretended(
    metrics: httpx.AsyncClient, ana: dict[str, str]
) -> None:
    assert (await ask(metrics, ana, metric="csat", time_zone="UTC")).json()["time_zone"] == "UTC"
    refused = await ask(metrics, ana, metric="csat", time_zone="Asia/Tokyo")
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/time-zone-fixed")
    assert "'UTC'" in refused.json()["detail"]


async def test_an_unknown_parameter_is_refused_by_its_name(
    metrics: httpx.AsyncClient, ana: dict[str, str]
) -> None:
    refused = await ask(metrics, ana, metric="csat", windows="day")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/query/windows"


@pytest.mark.parametrize("form", ["json", "csv", "arrow"])
async def test_somebody_elses_days_are_told_in_no_form(
    metrics: httpx.AsyncClient, ana: dict[str, str], token: Headers, form: str
) -> None:
    refused = await ask(metrics, token(person="ben"), metric="csat", format=form)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-yours")
