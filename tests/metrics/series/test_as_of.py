"""As of a moment, a series is what it was: what came later is not in it, what was undone is."""

from datetime import UTC, datetime
from types import FunctionType
from typing import Any

import asyncpg
import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.metrics.aggregations.binned import bin_of
from services.metrics.events.gains import billionths
from services.metrics.series.known_then import recall
from tests.conftest import Headers
from tests.loop import called_on_the_loop
from tests.metrics.aggregations.own import definition
from tests.metrics.conftest import Post, event
from tests.metrics.people import put_person, put_team, values
from tests.metrics.webhooks import zendesk

CRM = "/v1/events/crm/e1"
WHY = {"reason": "Booked twice"}
ANYTIME = {"If-Match": "*"}


def moment() -> str:
    """The present, as one asks for it later."""
    return datetime.now(UTC).isoformat()


@pytest.fixture
def ana(token: Headers) -> dict[str, str]:
    """Ana, asking for herself."""
    return token(person="ana")


async def test_what_came_corrected_or_voided_later_is_undone(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], ana: dict[str, str]
) -> None:
    async def closed(**asked: str) -> list[Any]:
        return await values(metrics, ana, "person:ana", "tickets_closed", **asked)

    before = moment()
    await post(event(value=5))
    posted = moment()
    change = WHY | {"value": 2, "time": "2026-11-03T09:00:00Z"}
    await metrics.patch(CRM, json=change, headers=admin | ANYTIME)
    corrected = moment()
    await post(event(id="e2"))
    late = moment()
    await metrics.delete(CRM, params=WHY, headers=admin | ANYTIME)
    voided = moment()
    await metrics.patch(CRM, json=WHY | {"void": False}, headers=admin | ANYTIME)
    assert [await closed(as_of=at) for at in (before, posted, corrected, late, voided)] == [
        [0, 0, 0],
        [5, 0, 0],
        [0, 2, 0],
        [1, 2, 0],
        [1, 0, 0],
    ]
    assert await closed(as_of=moment()) == await closed() == [1, 2, 0]


@pytest.mark.parametrize(
    ("added_up", "metric"),
    [
        pytest.param(billionths, "tickets_closed", id="days"),
        pytest.param(bin_of, "own_max", id="bins"),
    ],
)
async def test_what_takes_long_to_add_up_keeps_nobody_else_waiting(
    post: Post,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    ana: dict[str, str],
    added_up: FunctionType,
    metric: str,
) -> None:
    own = definition("max")
    assert (await metrics.post("/v1/metrics", json=own, headers=admin)).is_success
    await post(event(metric=metric, value=5))
    with called_on_the_loop() as called:
        told = await values(metrics, ana, "person:ana", metric, as_of=moment())
    assert told[0] == 5
    assert recall.__code__ in called
    assert added_up.__code__ not in called


async def test_a_fact_that_was_taken_back_is_known_to_the_time_when_it_stood(
    metrics: httpx.AsyncClient, admin: dict[str, str], ana: dict[str, str]
) -> None:
    await zendesk.connect(metrics, admin)
    await put_person(metrics, admin, "ana")
    await metrics.put("/v1/accounts/zendesk/501", json={"person": "ana"}, headers=admin)
    moments, live = [], []
    for delivery in (
        zendesk.solved(7, "2026-11-02T10:00:00Z"),
        zendesk.reopened(7, "2026-11-03T09:00:00Z"),
        zendesk.solved(7, "2026-11-04T10:00:00Z"),
    ):
        await zendesk.deliver(metrics, delivery)
        moments.append(moment())
        live.append(await values(metrics, ana, "person:ana", "tickets_closed"))
    assert live == [[1, 0, 0], [0, 0, 0], [0, 0, 1]]
    for at, told in zip(moments, live, strict=True):
        assert await values(metrics, ana, "person:ana", "tickets_closed", as_of=at) == told


async def test_a_team_is_added_up_from_its_members_events_of_then(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await put_team(metrics, admin, "support", ["ana", "ben", "cem", "dea", "eli"])
    await post(event(metric="csat", value=1), event(subject="person:ben", metric="csat", value=0))
    then = moment()
    await post(event(id="e2", subject="person:cem", metric="csat", value=0))
    lena = token("lena")
    assert await values(metrics, lena, "team:support", "csat", as_of=then) == [0.5, None, None]
    assert await values(metrics, lena, "team:support", "csat") == [
        pytest.approx(1 / 3),
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("as_of", "told", "partial"),
    [
        pytest.param("2026-11-02", [0, 0, 0], [True, True, True], id="the end of a day"),
        pytest.param("2026-11-04", [1, 0, 0], [False, False, True], id="the day it came"),
        pytest.param("2026-11-04T08:59:59Z", [0, 0, 0], [False, False, True], id="just before"),
        pytest.param("2026-11-04T09:00:00Z", [1, 0, 0], [False, False, True], id="at the moment"),
        pytest.param("9999-12-31", [1, 0, 0], [False, False, False], id="the end of days"),
        pytest.param("0001-01-01T00:00:00+14:00", [0, 0, 0], [True, True, True], id="the first"),
    ],
)
async def test_a_day_is_as_of_its_end_and_no_later_window_was_finished_then(
    post: Post,
    metrics: httpx.AsyncClient,
    administrator: asyncpg.Connection,
    ana: dict[str, str],
    as_of: str,
    told: list[int],
    partial: list[bool],
) -> None:
    await post(event())
    await administrator.execute("update metrics.event set received = '2026-11-04T09:00:00Z'")
    asked = {"metric": "tickets_closed", "subject": "person:ana", "as_of": as_of}
    asked |= {"from": "2026-11-02", "to": "2026-11-04"}
    points = (await metrics.get("/v1/series", params=asked, headers=ana)).json()["points"]
    assert [point["value"] for point in points] == told
    assert [point["partial"] for point in points] == partial
    query = {"metrics": [asked["metric"]], "subjects": [asked["subject"]], "as_of": as_of}
    query |= {"from": "2026-11-02", "to": "2026-11-04"}
    answer = await metrics.post("/v1/series/query", json=query, headers=ana)
    assert answer.json()["series"][0]["points"] == points


@pytest.mark.parametrize("as_of", ["yesterday", "2026-11-04T09:00:00", "", "2026-02-30"])
async def test_what_is_no_moment_is_refused(
    metrics: httpx.AsyncClient, ana: dict[str, str], as_of: str
) -> None:
    asked = {"metric": "csat", "subject": "person:ana", "from": "2026-11-02", "to": "2026-11-02"}
    answer = await metrics.get("/v1/series", params=asked | {"as_of": as_of}, headers=ana)
    assert answer.status_code == 422


LIFE = [
    zendesk.ticket_event(7, "created", "2026-11-02T08:00:00Z", event={}),
    zendesk.replied(7, "2026-11-02T08:30:00Z"),
    zendesk.solved(7, "2026-11-02T10:00:00Z"),
    zendesk.reopened(7, "2026-11-03T09:00:00Z"),
    zendesk.solved(7, "2026-11-04T10:00:00Z"),
]
DERIVED = ("tickets_closed", "tickets_reopened", "first_response_time", "lead_time")


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example empties the tables
)
@given(order=st.lists(st.sampled_from(LIFE), min_size=1, max_size=8))
async def test_in_whatever_order_a_tool_delivers_each_moment_is_remembered_as_it_was(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    administrator: asyncpg.Connection,
    ana: dict[str, str],
    order: list[dict[str, Any]],
) -> None:
    tables = "event, event_change, day, delivery, transition, work_item, connector"
    await administrator.execute(
        "truncate " + ", ".join(f"metrics.{table}" for table in tables.split(", "))
    )
    await zendesk.connect(metrics, admin)
    await put_person(metrics, admin, "ana")
    await metrics.put("/v1/accounts/zendesk/501", json={"person": "ana"}, headers=admin)

    async def told(**asked: str) -> list[Any]:
        query = {"metrics": DERIVED, "subjects": ["person:ana"], **asked}
        query |= {"from": "2026-11-02", "to": "2026-11-04"}
        answer = await metrics.post("/v1/series/query", json=query, headers=ana)
        return [
            [point["value"] for point in series["points"]] for series in answer.json()["series"]
        ]

    past = [(moment(), await told())]
    for delivery in order:
        await zendesk.deliver(metrics, delivery)
        past.append((moment(), await told()))
    for at, live in past:
        assert await told(as_of=at) == live
