"""From a tool's delivery to a person's numbers, whatever the order and however often."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import asyncpg
import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.metrics.work_items.domain import facts_of
from shared.pages import cursor_of
from tests.conftest import Headers
from tests.metrics.conftest import Post, event
from tests.metrics.people import put_person, values
from tests.metrics.webhooks import zendesk
from tests.metrics.webhooks.connectors.deliveries import from_zendesk

LIFE = [
    zendesk.ticket_event(7, "created", "2026-11-02T08:00:00Z", event={}),
    zendesk.replied(7, "2026-11-02T08:30:00Z"),
    zendesk.solved(7, "2026-11-02T10:00:00Z"),
    zendesk.reopened(7, "2026-11-03T09:00:00Z"),
    zendesk.solved(7, "2026-11-04T10:00:00Z"),
]


@pytest.fixture
async def desk(metrics: httpx.AsyncClient, admin: dict[str, str]) -> None:
    """A connector, and Ana behind agent 501."""
    await zendesk.connect(metrics, admin)
    await put_person(metrics, admin, "ana")
    await metrics.put("/v1/accounts/zendesk/501", json={"person": "ana"}, headers=admin)


async def days(administrator: asyncpg.Connection) -> list[tuple[str, str, str, int, float]]:
    """Everything that counts, by subject, metric and day; a day that came to nothing is none."""
    found = await administrator.fetch(
        "select subject.key, metric.key as metric, day::text, count, total from metrics.day"
        " join metrics.subject using (subject_id) join metrics.metric using (metric_id)"
        " where count <> 0 or total <> 0 order by 1, 2, 3"
    )
    return [(*row[:3], row[3], float(row[4])) for row in found]


async def test_a_solved_ticket_counts_for_the_person_behind_the_account(
    metrics: httpx.AsyncClient, desk: None, token: Headers
) -> None:
    assert await zendesk.deliver(metrics, *LIFE[:3]) == ["processed"] * 3
    ana = token(person="ana")
    assert await values(metrics, ana, "person:ana", "tickets_closed") == [1, 0, 0]
    assert await values(metrics, ana, "person:ana", "first_contact_resolution") == [1, None, None]
    assert await values(metrics, ana, "person:ana", "first_response_time") == [30, None, None]
    assert await values(metrics, ana, "person:ana", "lead_time") == [120, None, None]


async def test_a_reopen_takes_back_what_it_disproves_from_the_days_it_was_counted_on(
    metrics: httpx.AsyncClient, desk: None, token: Headers
) -> None:
    await zendesk.deliver(metrics, *LIFE[:4])
    ana = token(person="ana")
    assert await values(metrics, ana, "person:ana", "tickets_closed") == [0, 0, 0]
    assert await values(metrics, ana, "person:ana", "first_contact_resolution") == [0, None, None]
    await zendesk.deliver(metrics, LIFE[4])
    assert await values(metrics, ana, "person:ana", "tickets_closed") == [0, 0, 1]
    assert await values(metrics, ana, "person:ana", "tickets_reopened") == [0, 1, 0]


async def test_what_is_taken_back_stays_on_record_with_what_it_said(
    metrics: httpx.AsyncClient, desk: None, administrator: asyncpg.Connection
) -> None:
    await zendesk.deliver(metrics, *LIFE[:3])
    stood = await administrator.fetch("select identity, time, received, value from metrics.event")
    await zendesk.deliver(metrics, LIFE[3])
    noted = await administrator.fetch(
        "select identity, cast(before ->> 'time' as timestamptz) as time,"
        " cast(before ->> 'received' as timestamptz) as received,"
        " cast(before ->> 'value' as float8) as value from metrics.event_change"
        " where version = 1 and kind = 'taken_back'"
    )
    assert noted
    assert set(map(tuple, noted)) <= set(map(tuple, stood))


async def test_a_redelivery_is_a_success_and_counts_nothing_twice(
    metrics: httpx.AsyncClient, desk: None, administrator: asyncpg.Connection
) -> None:
    await zendesk.deliver(metrics, *LIFE)
    once = await days(administrator)
    assert ("account:zendesk/501", "tickets_closed", "2026-11-04", 1, 1.0) in once
    assert await zendesk.deliver(metrics, *LIFE) == ["duplicate"] * 5
    assert await days(administrator) == once


async def test_deliveries_at_the_same_time_come_to_what_they_come_to_one_by_one(
    metrics: httpx.AsyncClient, desk: None, administrator: asyncpg.Connection
) -> None:
    await zendesk.deliver(metrics, *LIFE)
    expected = await days(administrator)
    assert len(expected) > 5
    await administrator.execute(
        "truncate metrics.delivery, metrics.transition, metrics.work_item, metrics.event,"
        " metrics.day"
    )
    await asyncio.gather(*(zendesk.deliver(metrics, event) for event in reversed(LIFE)))
    assert await days(administrator) == expected


@given(order=st.permutations(range(len(LIFE))))
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_order_of_deliveries_changes_nothing(order: list[int]) -> None:
    """Through the pure fold, as the store uses it; the store itself is tried above."""

    def transitions(places: list[int]) -> list[object]:
        return [one for place in places for one in from_zendesk(LIFE[place]).transitions]

    assert facts_of(transitions(order)) == facts_of(transitions(list(range(len(LIFE)))))


@pytest.mark.parametrize(
    ("secret", "late", "altered"),
    [
        pytest.param("another", 0, False, id="another secret"),
        pytest.param(zendesk.SECRET, 600, False, id="signed ten minutes ago"),
        pytest.param(zendesk.SECRET, -600, False, id="signed ten minutes ahead"),
        pytest.param(zendesk.SECRET, 0, True, id="a byte altered"),
    ],
)
async def test_what_is_not_signed_right_is_refused_and_kept_nowhere(
    metrics: httpx.AsyncClient,
    desk: None,
    administrator: asyncpg.Connection,
    secret: str,
    late: int,
    altered: bool,
) -> None:
    body = json.dumps(LIFE[0]).encode()
    headers = zendesk.signed(body, secret, datetime.now(UTC) - timedelta(seconds=late))
    answer = await metrics.post("/v1/webhooks/desk", content=body + b" " * altered, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/signature-refused")
    assert await administrator.fetchval("select count(*) from metrics.delivery") == 0


async def test_while_a_secret_is_rotated_out_both_are_good(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await zendesk.connect(metrics, admin, key="rotating", secrets=["new-secret", zendesk.SECRET])
    body = json.dumps(LIFE[0]).encode()
    for secret in ("new-secret", zendesk.SECRET):
        headers = zendesk.signed(body, secret)
        answer = await metrics.post("/v1/webhooks/rotating", content=body, headers=headers)
        assert answer.status_code == 200


async def test_secrets_are_sealed_at_rest_and_never_shown(
    metrics: httpx.AsyncClient, desk: None, admin: dict[str, str], administrator: asyncpg.Connection
) -> None:
    shown = (await metrics.get("/v1/connectors", headers=admin)).text
    kept = await administrator.fetchval("select secrets[1] from metrics.connector")
    assert zendesk.SECRET not in shown
    assert zendesk.SECRET.encode() not in kept


async def test_an_unknown_event_is_taken_kept_and_counted(
    metrics: httpx.AsyncClient, desk: None, admin: dict[str, str]
) -> None:
    odd = zendesk.ticket_event(8, "teleported", "2026-11-02T08:00:00Z")
    assert await zendesk.deliver(metrics, odd) == ["ignored"]
    listed = (await metrics.get("/v1/deliveries", headers=admin)).json()["items"]
    assert [(one["status"], one["detail"]) for one in listed] == [
        ("ignored", "No metric follows this kind of event.")
    ]


async def test_deliveries_are_listed_with_what_their_items_yield(
    metrics: httpx.AsyncClient, desk: None, admin: dict[str, str]
) -> None:
    await zendesk.deliver(metrics, *LIFE[:3])
    page = (await metrics.get("/v1/deliveries?limit=2", headers=admin)).json()
    assert [one["items"] for one in page["items"]] == [["desk:zendesk:7"]] * 2
    facts = {fact["metric"]: fact for fact in page["items"][0]["facts"]}
    assert facts["tickets_closed"] == {
        "metric": "tickets_closed",
        "subject": "account:zendesk/501",
        "time": "2026-11-02T10:00:00Z",
        "value": 1.0,
    }
    rest = await metrics.get(f"/v1/deliveries?cursor={page['next_cursor']}", headers=admin)
    assert len(rest.json()["items"]) == 1


@pytest.mark.parametrize("moment", ["x", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
async def test_a_cursor_that_is_none_of_ours_is_refused(
    metrics: httpx.AsyncClient, admin: dict[str, str], moment: str
) -> None:
    asked = {"cursor": cursor_of(f"{moment} {uuid4()}")}
    answer = await metrics.get("/v1/deliveries", params=asked, headers=admin)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/cursor-unknown")


async def test_a_replay_counts_nothing_twice(
    metrics: httpx.AsyncClient, desk: None, admin: dict[str, str], administrator: asyncpg.Connection
) -> None:
    await zendesk.deliver(metrics, *LIFE)
    once = await days(administrator)
    for one in (await metrics.get("/v1/deliveries", headers=admin)).json()["items"]:
        answer = await metrics.post(f"/v1/deliveries/{one['id']}/replay", headers=admin)
        assert answer.json()["status"] == "processed"
    assert await days(administrator) == once


async def test_many_replays_at_once_leave_room_for_everybody_else(
    metrics: httpx.AsyncClient, desk: None, admin: dict[str, str], post: Post
) -> None:
    await zendesk.deliver(metrics, *LIFE)
    kept = (await metrics.get("/v1/deliveries", headers=admin)).json()["items"]
    replays = [
        metrics.post(f"/v1/deliveries/{one['id']}/replay", headers=admin) for one in kept * 8
    ]
    pushes = [post(event(id=f"p{number}")) for number in range(20)]
    answers = await asyncio.gather(*replays, *pushes)
    assert {answer.status_code for answer in answers} == {200}


async def test_of_a_deliverys_headers_only_those_that_are_read_are_kept(
    metrics: httpx.AsyncClient, desk: None, administrator: asyncpg.Connection
) -> None:
    body = json.dumps(LIFE[0]).encode()
    headers = zendesk.signed(body) | {"Authorization": "Basic c2VjcmV0"}
    await metrics.post("/v1/webhooks/desk", content=body, headers=headers)
    kept = await administrator.fetchval("select headers::text from metrics.delivery")
    assert json.loads(kept) == {"Content-Type": "application/json"}


async def test_deliveries_are_counted_by_tool_and_by_what_became_of_them(
    metrics: httpx.AsyncClient, desk: None
) -> None:
    line = 'counterpoise_deliveries_total{status="ignored",tool="zendesk"} '

    async def counted() -> float:
        lines = (await metrics.get("/metrics")).text.splitlines()
        return sum(float(one.removeprefix(line)) for one in lines if one.startswith(line))

    before = await counted()
    await zendesk.deliver(metrics, zendesk.ticket_event(8, "teleported", "2026-11-02T08:00:00Z"))
    assert await counted() == before + 1


async def test_a_connector_that_does_not_exist_is_not_found(metrics: httpx.AsyncClient) -> None:
    assert (await metrics.post("/v1/webhooks/nobody", content=b"{}")).status_code == 404
