"""Past its metric's keep an event loses its detail, and neither its identity nor its day's sum."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from services.metrics.catalogue.built_in import built_in_metrics
from services.metrics.catalogue.store import keep_built_ins
from services.metrics.retention.dropping import AT_ONCE
from tests.conftest import Headers
from tests.live import Live
from tests.metrics.catalogue.test_catalogue import OWN
from tests.metrics.conftest import Post, event
from tests.metrics.feedback.rating import give, put_round, put_support, rating, review
from tests.metrics.people import put_person, values
from tests.metrics.webhooks import zendesk

AT = datetime(2026, 11, 12, 8, tzinfo=UTC)  # with ten days, the second of November is kept
FIRST = {"If-Match": '"1"'}
WHY = {"reason": "Booked twice"}
CLOSED = """
    select cast(day as text), count, total, day.weight from metrics.day join metrics.metric
     using (metric_id) where key = 'tickets_closed' and (count, total, day.weight) <> (0, 0, 0)
"""


@pytest.fixture
async def brief(metrics: httpx.AsyncClient, admin: dict[str, str]) -> str:
    """The key of a metric whose events keep their detail for ten days."""
    said = OWN | {"key": "brief", "keep_days": 10}
    assert (await metrics.post("/v1/metrics", json=said, headers=admin)).status_code == 201
    return "brief"


@pytest.fixture
def ana(token: Headers) -> dict[str, str]:
    """Ana, asking for herself."""
    return token(person="ana")


async def drop(house: dict[str, Live], at: datetime = AT, at_once: int = AT_ONCE) -> None:
    """Let the service drop what is kept no more at a moment."""
    await replace(house["metrics"].app.state.dropping, at_once=at_once).drop(at)


def old(**said: Any) -> dict[str, Any]:
    """An event that is to lose its detail."""
    return event(metric="brief", time="2026-11-01T23:59:59Z", attributes={"a": 1}) | said


async def left(administrator: asyncpg.Connection) -> list[tuple[Any, ...]]:
    """What is left of each event, the oldest first."""
    rows = await administrator.fetch(
        "select id, value, attributes from metrics.event order by time"
    )
    return [tuple(row) for row in rows]


async def test_the_detail_goes_with_the_end_of_its_last_day_and_the_sum_of_the_day_stays(
    house: dict[str, Live],
    brief: str,
    post: Post,
    metrics: httpx.AsyncClient,
    administrator: asyncpg.Connection,
    ana: dict[str, str],
) -> None:
    kept = event(id="e2", metric=brief, time="2026-11-02T00:00:00Z", value=3)
    await post(old(value=2), kept, event(id="e3", time="2020-01-01T00:00:00Z"))
    for _ in range(2):
        await asyncio.gather(drop(house), drop(house))  # as two replicas would
        assert await left(administrator) == [("e3", 1, None), (None, None, None), ("e2", 3, None)]
    asked = {"from": "2026-11-01", "to": "2026-11-02"}
    assert await values(metrics, ana, "person:ana", brief, **asked) == [2, 3]
    await drop(house, AT + timedelta(days=1))
    assert await left(administrator) == [("e3", 1, None), (None, None, None), (None, None, None)]
    assert await values(metrics, ana, "person:ana", brief, **asked) == [2, 3]


async def test_what_lost_its_detail_is_known_for_ever(
    house: dict[str, Live], brief: str, post: Post, metrics: httpx.AsyncClient, ana: dict[str, str]
) -> None:
    await post(old())
    await drop(house)
    assert (await post(old())).json()["duplicates"] == 1
    assert (await post(old(value=9))).json()["conflicts"] == 1
    told = (await metrics.get("/v1/events/crm/e1", headers=ana)).json()
    assert (told["id"], told["value"], told["attributes"]) == (None, None, {})


async def test_what_comes_late_for_days_long_gone_counts_and_loses_its_detail_too(
    house: dict[str, Live],
    brief: str,
    post: Post,
    metrics: httpx.AsyncClient,
    administrator: asyncpg.Connection,
    ana: dict[str, str],
) -> None:
    await post(old())
    await drop(house, datetime.now(UTC))
    await post(old(id="late"), old(id="later", time="2019-01-01T00:00:00Z"))
    await drop(house, datetime.now(UTC))
    assert await left(administrator) == [(None, None, None)] * 3
    asked = {"from": "2026-11-01", "to": "2026-11-01"}
    assert await values(metrics, ana, "person:ana", brief, **asked) == [2]


async def test_no_transaction_drops_more_than_so_many_of_a_day(
    house: dict[str, Live], brief: str, post: Post, administrator: asyncpg.Connection
) -> None:
    await post(*(old(id=f"e{number}") for number in range(5)))
    await drop(house, at_once=2)
    sizes = await administrator.fetch("select count(*) from metrics.event group by xmin::text")
    assert await left(administrator) == [(None, None, None)] * 5
    assert sorted(size for (size,) in sizes) == [1, 2, 2]


@pytest.mark.parametrize("at_once", [1, 2, 3])
async def test_late_changes_are_dropped_to_the_last_however_few_at_once(
    house: dict[str, Live],
    brief: str,
    post: Post,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    administrator: asyncpg.Connection,
    at_once: int,
) -> None:
    await drop(house, datetime.now(UTC))
    await post(*(old(id=f"e{number}") for number in range(3)))
    for number in range(3):
        address = f"/v1/events/crm/e{number}"
        answer = await metrics.patch(address, json=WHY | {"value": 4}, headers=admin | FIRST)
        assert answer.status_code == 200
    await drop(house, datetime.now(UTC), at_once)
    assert await left(administrator) == [(None, None, None)] * 3
    detailed = "select count(*) from metrics.event_change where jsonb_exists(before, 'value')"
    assert await administrator.fetchval(detailed) == 0


async def test_what_is_corrected_into_a_day_long_gone_loses_its_detail_too(
    house: dict[str, Live],
    brief: str,
    post: Post,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    administrator: asyncpg.Connection,
) -> None:
    await post(old(time="2026-11-05T08:00:00Z"))
    # As if it had come long before the days were looked at.
    await administrator.execute("update metrics.event set received = '2026-11-05'")
    await drop(house)
    moved = WHY | {"time": "2026-11-01T08:00:00Z"}
    answer = await metrics.patch("/v1/events/crm/e1", json=moved, headers=admin | FIRST)
    assert answer.status_code == 200
    await drop(house)
    assert await left(administrator) == [(None, None, None)]


@pytest.mark.parametrize("spoiled", ["brief", "brisk"])
async def test_a_metric_whose_detail_cannot_be_dropped_stops_no_other(
    house: dict[str, Live],
    brief: str,
    post: Post,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    administrator: asyncpg.Connection,
    spoiled: str,
) -> None:
    said = OWN | {"key": "brisk", "keep_days": 10}
    assert (await metrics.post("/v1/metrics", json=said, headers=admin)).status_code == 201
    await post(old(id="brief"), old(id="brisk", metric="brisk"))
    number = await administrator.fetchval(
        "select metric_id from metrics.metric where key = $1", spoiled
    )
    spoil = f"check (metric_id <> {number} or value is not null)"
    await administrator.execute(f"alter table metrics.event add constraint spoilt {spoil}")
    try:
        await drop(house)
    finally:
        await administrator.execute("alter table metrics.event drop constraint spoilt")
    told = await administrator.fetch("select id from metrics.event where value is not null")
    assert [id_ for (id_,) in told] == [spoiled]


async def test_with_a_longer_keep_what_comes_late_is_kept_as_long(
    house: dict[str, Live],
    brief: str,
    post: Post,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    administrator: asyncpg.Connection,
) -> None:
    await post(old())
    await drop(house)
    longer = {"json": {"keep_days": 30}, "headers": admin | {"If-Match": "*"}}
    assert (await metrics.patch(f"/v1/metrics/{brief}", **longer)).status_code == 200
    await post(old(id="late", time="2026-10-20T09:00:00Z"))
    await drop(house)
    assert await left(administrator) == [("late", 1, '{"a": 1}'), (None, None, None)]
    await drop(house, AT + timedelta(days=30))
    assert await left(administrator) == [(None, None, None)] * 2


async def test_what_lost_its_detail_is_neither_corrected_nor_voided(
    house: dict[str, Live],
    brief: str,
    post: Post,
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    ana: dict[str, str],
) -> None:
    await post(old(value=2))
    corrected = WHY | {"value": 4}
    await metrics.patch("/v1/events/crm/e1", json=corrected, headers=admin | FIRST)
    await drop(house)
    second = admin | {"If-Match": '"2"'}
    for answer in (
        await metrics.patch("/v1/events/crm/e1", json=WHY | {"value": 5}, headers=second),
        await metrics.delete("/v1/events/crm/e1", params=WHY, headers=second),
    ):
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/detail-dropped")
    [change] = (await metrics.get("/v1/events/crm/e1/history", headers=ana)).json()["items"]
    assert (change["reason"], change["before"]["value"]) == ("Booked twice", None)
    assert change["before"]["attributes"] == {}


async def test_as_of_a_moment_only_days_with_detail_are_told(
    house: dict[str, Live], brief: str, post: Post, metrics: httpx.AsyncClient, ana: dict[str, str]
) -> None:
    before = datetime.now(UTC).isoformat()
    await post(old(), event(id="e2", metric=brief))
    await drop(house)
    asked = {"metric": brief, "subject": "person:ana", "to": "2026-11-02"}

    async def series(first: str, as_of: str) -> httpx.Response:
        said = asked | {"from": first, "as_of": as_of}
        return await metrics.get("/v1/series", params=said, headers=ana)

    answer = await series("2026-11-01", "2100-01-01")
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/detail-needed")
    assert "2026-11-01" in answer.json()["detail"]
    assert (await series("2026-11-02", "2100-01-01")).json()["points"][0]["value"] == 1
    assert (await series("2026-11-01", before)).json()["points"][0]["value"] == 0


async def test_a_fact_that_lost_its_detail_is_taken_back_all_the_same(
    house: dict[str, Live],
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    administrator: asyncpg.Connection,
) -> None:
    await zendesk.connect(metrics, admin)
    for number, person in (("501", "ana"), ("502", "ben")):
        await put_person(metrics, admin, person)
        said = {"person": person}
        await metrics.put(f"/v1/accounts/zendesk/{number}", json=said, headers=admin)
    await zendesk.deliver(metrics, zendesk.solved(7, "2026-11-02T10:00:00Z"))
    built_in, anytime = "/v1/metrics/tickets_closed", admin | {"If-Match": "*"}
    await metrics.patch(built_in, json={"keep_days": 1}, headers=anytime)
    try:
        await drop(house)
        lives = [
            zendesk.reopened(7, "2026-11-20T09:00:00Z"),
            zendesk.solved(7, "2026-11-21T10:00:00Z", by="502"),
        ]
        assert await zendesk.deliver(metrics, *lives) == ["processed"] * 2
        told = await administrator.fetch(CLOSED)
        assert [tuple(row) for row in told] == [("2026-11-21", 1, 1, 1)]
    finally:
        await metrics.patch(built_in, json={"keep_days": None}, headers=anytime)


async def test_a_rating_loses_its_words_with_the_keep_of_its_metric(
    house: dict[str, Live], metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await put_support(metrics, admin)
    lena, contribution = token("lena", ["lead"]), "/v1/metrics/team_contribution"
    for project, when in (("old", "2026-11-01T12:00:00Z"), ("new", "2026-11-02T12:00:00Z")):
        await give(metrics, lena, rating(about=project, time=when, comment="Well done."))
    anytime = admin | {"If-Match": "*"}
    await metrics.patch(contribution, json={"keep_days": 10}, headers=anytime)
    try:
        await drop(house, at_once=1)
        told = (await metrics.get("/v1/feedback/given", headers=lena)).json()["items"]
        words = {one["about"]: one["comment"] for one in told}
        assert words == {"old": None, "new": "Well done."}
    finally:
        await metrics.patch(contribution, json={"keep_days": None}, headers=anytime)


async def test_a_sealed_review_keeps_its_words_until_its_round_is_published(
    house: dict[str, Live],
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    token: Headers,
    administrator: asyncpg.Connection,
) -> None:
    await put_support(metrics, admin)
    await put_round(metrics, admin)
    await give(metrics, token(person="ben"), review(comment="Asks before she answers."))
    built_in, anytime = "/v1/metrics/feedback_360", admin | {"If-Match": "*"}
    await metrics.patch(built_in, json={"keep_days": 1}, headers=anytime)
    later, words = datetime.now(UTC) + timedelta(days=5), "select comment from metrics.rating"
    try:
        await drop(house, later)
        assert await administrator.fetchval(words) == "Asks before she answers."
        await house["metrics"].app.state.publishing.publish(later)
        await drop(house, later)
        assert await administrator.fetchval(words) is None
    finally:
        await metrics.patch(built_in, json={"keep_days": None}, headers=anytime)


async def test_the_card_says_how_long_events_are_kept(
    brief: str, metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    told = (await metrics.get(f"/v1/metrics/{brief}", headers=admin)).json()
    assert "10 days" in told["kept"]
    assert "work items" in told["kept"]
    assert "for ever" in (await metrics.get("/v1/metrics/csat", headers=admin)).json()["kept"]


async def test_of_a_built_in_metric_only_the_keep_is_the_organizations(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    said = {"keep_days": 5, "name": "Another"}
    answer = await metrics.patch("/v1/metrics/csat", json=said, headers=admin | {"If-Match": "*"})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/built-in-fixed")


async def test_how_long_a_built_in_metric_is_kept_outlives_an_upgrade(
    house: dict[str, Live], metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    anytime = admin | {"If-Match": "*"}
    await metrics.patch("/v1/metrics/csat", json={"keep_days": 5}, headers=anytime)
    try:
        async with house["metrics"].app.state.sessions.begin() as session:
            await keep_built_ins(session, built_in_metrics(), AT)
        told = (await metrics.get("/v1/metrics/csat", headers=admin)).json()
        assert told["keep_days"] == 5
    finally:
        await metrics.patch("/v1/metrics/csat", json={"keep_days": None}, headers=anytime)
