"""Series say what happened, window by window, and how far to trust it."""

from datetime import date, timedelta
from itertools import pairwise

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.series.domain import beginning, windows
from shared.schemas.metrics.series import Point, Series, SeriesAnswer
from shared.schemas.words import Window
from tests.conftest import Headers
from tests.metrics.conftest import Post, event
from tests.metrics.people import put_person, values


@pytest.fixture
async def ana(metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers) -> dict[str, str]:
    """Ana, of the directory, asking for herself."""
    await put_person(metrics, admin, "ana")
    return token(person="ana")


async def test_a_rate_is_its_answers_and_never_an_average_of_averages(
    post: Post, metrics: httpx.AsyncClient, ana: dict[str, str]
) -> None:
    monday = [event(id=f"m{n}", metric="csat", value=float(n < 9)) for n in range(10)]
    tuesday = event(id="t", metric="csat", value=0, time="2026-11-03T10:00:00Z")
    await post(*monday, tuesday)
    assert await values(metrics, ana, "person:ana", "csat") == [0.9, 0.0, None]
    asked = {"metric": "csat", "subject": "person:ana", "window": "week"}
    asked |= {"from": "2026-11-02", "to": "2026-11-04"}
    point = (await metrics.get("/v1/series", params=asked, headers=ana)).json()["points"][0]
    assert (point["start"], point["end"]) == ("2026-11-02", "2026-11-08")
    assert (point["numerator"], point["denominator"], point["count"]) == (9, 11, 11)
    assert point["value"] == pytest.approx(9 / 11)


async def test_a_ratio_divides_the_sums_of_its_two_metrics(
    post: Post, metrics: httpx.AsyncClient, ana: dict[str, str]
) -> None:
    await post(*[event(id=f"c{n}") for n in range(6)])
    await post(event(id="h", metric="hours_worked", value=4))
    assert await values(metrics, ana, "person:ana", "tickets_per_hour") == [1.5, None, None]


async def test_weights_count_in_numerator_and_denominator(
    post: Post, metrics: httpx.AsyncClient, ana: dict[str, str]
) -> None:
    await post(event(id="a", metric="quality_score", value=100, weight=3))
    await post(event(id="b", metric="quality_score", value=0, weight=1))
    assert await values(metrics, ana, "person:ana", "quality_score") == [75, None, None]


async def test_a_window_that_is_not_over_is_partial(
    metrics: httpx.AsyncClient, ana: dict[str, str]
) -> None:
    asked = {"metric": "csat", "subject": "person:ana", "window": "month"}
    asked |= {"from": "2026-01-15", "to": "2099-01-15"}
    points = (await metrics.get("/v1/series", params=asked, headers=ana)).json()["points"]
    assert (points[0]["start"], points[0]["partial"]) == ("2026-01-01", False)
    assert (points[-1]["end"], points[-1]["partial"]) == ("2099-01-31", True)


async def test_many_are_answered_at_once_in_the_order_asked(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    for person in ("ana", "ben"):
        await put_person(metrics, admin, person, "support")
        await post(event(id=person, subject=f"person:{person}"))
    said = {"name": "Support", "leads": [{"person": "lena"}]}
    await metrics.put("/v1/teams/support", json=said, headers=admin)
    query = {
        "metrics": ["csat", "tickets_closed"],
        "subjects": ["person:ben", "team:support"],
        "from": "2026-11-02",
        "to": "2026-11-02",
    }
    answer = await metrics.post("/v1/series/query", json=query, headers=token(person="lena"))
    SeriesAnswer.model_validate_json(answer.content, strict=False)
    assert answer.json()["series"][0].keys() == Series.model_fields.keys()
    assert answer.json()["series"][0]["points"][0].keys() == Point.model_fields.keys()
    told = [(s["subject"], s["metric"], s["points"][0]["value"]) for s in answer.json()["series"]]
    assert told == [
        ("person:ben", "csat", None),
        ("person:ben", "tickets_closed", 1),
        ("team:support", "csat", None),
        ("team:support", "tickets_closed", 2),
    ]


@pytest.mark.parametrize(
    ("asked", "status", "kind"),
    [
        pytest.param({"metric": "no_such"}, 404, "metric-unknown", id="unknown metric"),
        pytest.param({"to": "2026-11-01"}, 422, "days-unordered", id="ends first"),
        pytest.param({"from": "0001-01-01", "to": "9999-12-31"}, 422, "series-too-long", id="long"),
        pytest.param({"from": "0001-01-01", "to": "0001-12-31"}, 422, "days-too-early", id="first"),
        pytest.param({"from": "1969-12-31", "to": "1970-01-01"}, 422, "days-too-early", id="early"),
        pytest.param({"subject": "ana"}, 422, "invalid", id="no subject"),
        pytest.param({"window": "hour"}, 422, "invalid", id="no window"),
        pytest.param({"subject": "person:ben"}, 403, "not-yours", id="somebody else"),
    ],
)
async def test_what_cannot_be_answered_is_refused_with_its_reason(
    metrics: httpx.AsyncClient, ana: dict[str, str], asked: dict[str, str], status: int, kind: str
) -> None:
    sound = {"metric": "csat", "subject": "person:ana", "from": "2026-11-02", "to": "2026-11-03"}
    answer = await metrics.get("/v1/series", params=sound | asked, headers=ana)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{kind}")


@pytest.mark.parametrize("first", ["0001-01-01", "1969-12-31", "1970-01-01"])
@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"group_by": "person"}, id="by person"),
        pytest.param({"group_by": "team"}, id="by team"),
        pytest.param({"group_by": "attribute", "attribute": "queue"}, id="by attribute"),
        pytest.param({"metric": "working_days"}, id="working days"),
        pytest.param({"metric": "fte_days"}, id="full-time equivalents"),
        pytest.param({"window": "week"}, id="by week"),
        pytest.param({"window": "quarter"}, id="by quarter"),
    ],
)
async def test_the_beginning_of_time_is_answered_or_refused_however_it_is_asked(
    metrics: httpx.AsyncClient, ana: dict[str, str], first: str, asked: dict[str, str]
) -> None:
    sound = {"metric": "csat", "subject": "person:ana", "from": first, "to": f"{first[:5]}12-31"}
    answer = await metrics.get("/v1/series", params=sound | asked, headers=ana)
    assert answer.status_code == (200 if first == "1970-01-01" else 422), answer.text


@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.integers(0, 500),
    st.sampled_from(["day", "week", "month", "quarter"]),
)
def test_windows_cover_every_day_once_and_begin_where_their_days_say(
    first: date, days: int, window: Window
) -> None:
    last = first + timedelta(days=days)
    found = list(windows(first, last, window))
    assert found[0][0] <= first
    assert found[-1][1] >= last
    for (start, end), following in pairwise(found):
        assert following[0] == end + timedelta(days=1)
        assert beginning(end, window) == start
