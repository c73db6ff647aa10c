"""Work that is finished is drawn, scored by its auditors, and counts for whoever did it."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest

from services.metrics.audits.drawing import draw_period
from services.metrics.audits.sampling import Piece, draw
from tests.conftest import Headers
from tests.live import Live
from tests.loop import called_on_the_loop
from tests.metrics.conftest import Post, event
from tests.metrics.people import put_person, put_team, values

PLAN: dict[str, Any] = {
    "name": "Replies",
    "population": {"metric": "tickets_closed", "subject": "team:support"},
    "size": 3,
    "period": "week",
    "first_day": "2026-01-05",
    "due_days": 7,
    "auditors": ["quinn", "ana"],
    "criteria": [
        {"key": "answered", "name": "Answered", "weight": 3, "critical": True},
        {"key": "tone", "name": "Kind"},
    ],
}
PATH = "/v1/audit_plans/replies"
WEEK = {"day": "2026-01-07"}
SCORES = {"scores": {"answered": 100, "tone": 60}, "comment": "Kind enough."}
HeadersOf = dict[str, str]


@pytest.fixture
async def plan(metrics: httpx.AsyncClient, admin: HeadersOf, post: Post) -> dict[str, Any]:
    """The plan, and six tickets of Ana's account in the week of the fifth of January."""
    await put_team(metrics, admin, "support", ["ana", "ben"])
    await metrics.put("/v1/accounts/desk/7", json={"person": "ana"}, headers=admin)
    tickets = [
        event(id=f"t{day}", subject="account:desk/7", time=f"2026-01-{day}T10:00:00Z")
        for day in ("04", "05", "06", "07", "08", "11", "12")
    ]
    ben = event(id="b", subject="person:ben", time="2026-01-06T10:00:00Z")
    stranger = event(id="s", subject="person:stranger", time="2026-01-06T10:00:00Z")
    # Whoever was no member that day, and what was taken back, is not in the population.
    gone = [{"team": "support", "last_day": "2026-01-05"}]
    await put_person(metrics, admin, "gone", memberships=gone)
    former = event(id="f", subject="person:gone", time="2026-01-06T10:00:00Z")
    void = event(id="v", subject="person:ben", time="2026-01-07T10:00:00Z")
    await post(*tickets, ben, stranger, former, void)
    voided = await metrics.delete(
        "/v1/events/crm/v", params={"reason": "spam"}, headers=admin | {"If-Match": '"1"'}
    )
    assert voided.is_success, voided.text
    answer = await metrics.put(PATH, json=PLAN, headers=admin)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def drawn(metrics: httpx.AsyncClient, headers: HeadersOf, **asked: str) -> list[Any]:
    """The work that was drawn of the week."""
    await metrics.post(f"{PATH}/draws", json=WEEK, headers=headers)
    answer = await metrics.get(f"{PATH}/items", params=asked, headers=headers)
    assert answer.status_code == 200, answer.text
    items: list[Any] = answer.json()["items"]
    return items


async def test_a_draw_can_be_drawn_again_by_anybody_who_knows_the_work(
    metrics: httpx.AsyncClient, plan: dict[str, Any], token: Headers
) -> None:
    quinn = token("quinn")
    told = (await metrics.post(f"{PATH}/draws", json=WEEK, headers=quinn)).json()
    assert (told["population"], told["drawn"], told["due_on"]) == (6, 3, "2026-01-18")
    assert (told["first_day"], told["last_day"]) == ("2026-01-05", "2026-01-11")
    days = ("05", "06", "07", "08", "11")
    work = {Piece("account:desk/7", "crm", f"t{day}") for day in days}
    again = draw({*work, Piece("person:ben", "crm", "b")}, told["seed"], 3)
    items = await drawn(metrics, quinn)
    assert {item["event_id"] for item in items} == {piece.id for piece in again}


async def test_drawing_of_much_work_keeps_nobody_else_waiting(
    metrics: httpx.AsyncClient, plan: dict[str, Any], token: Headers
) -> None:
    with called_on_the_loop() as called:
        await metrics.post(f"{PATH}/draws", json=WEEK, headers=token("quinn"))
    assert draw_period.__code__ in called
    assert draw.__code__ not in called


async def test_a_period_is_drawn_once(
    metrics: httpx.AsyncClient, plan: dict[str, Any], token: Headers, post: Post
) -> None:
    quinn = token("quinn")
    first = await metrics.post(f"{PATH}/draws", json=WEEK, headers=quinn)
    await post(event(id="late", subject="person:ben", time="2026-01-06T11:00:00Z"))
    second = await metrics.post(f"{PATH}/draws", json={"day": "2026-01-11"}, headers=quinn)
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json() == first.json()
    assert (await metrics.get(f"{PATH}/draws", headers=quinn)).json()["items"] == [first.json()]


async def test_the_last_period_is_drawn_by_itself(
    house: dict[str, Live], metrics: httpx.AsyncClient, plan: dict[str, Any], token: Headers
) -> None:
    drawing = house["metrics"].app.state.drawing
    for hour in (9, 10):
        await drawing.draw(datetime(2026, 1, 12, hour, tzinfo=UTC))
    [told] = (await metrics.get(f"{PATH}/draws", headers=token("quinn"))).json()["items"]
    assert (told["first_day"], told["drawn"]) == ("2026-01-05", 3)
    await drawing.draw(datetime(2026, 1, 11, 23, tzinfo=UTC))  # the week before began too early
    assert len((await metrics.get(f"{PATH}/draws", headers=token("quinn"))).json()["items"]) == 1


async def test_a_score_counts_on_the_day_of_the_work_for_whoever_did_it(
    metrics: httpx.AsyncClient,
    plan: dict[str, Any],
    admin: HeadersOf,
    token: Headers,
) -> None:
    await metrics.put(PATH, json=PLAN | {"size": 6}, headers=admin | {"If-Match": '"1"'})
    quinn, ana = token("quinn"), token("ana")
    item = next(one for one in await drawn(metrics, quinn) if one["event_id"] == "t05")
    where = f"{PATH}/items/{item['id']}/score"
    scored = await metrics.post(where, json=SCORES, headers=quinn)
    assert (scored.status_code, scored.json()["quality_score"]) == (201, 90)
    assert (await metrics.post(where, json=SCORES, headers=quinn)).status_code == 200
    other = SCORES | {"scores": {"answered": 0, "tone": 60}}
    assert (await metrics.post(where, json=other, headers=quinn)).status_code == 409
    span = {"from": "2026-01-05", "to": "2026-01-05"}
    assert await values(metrics, ana, "person:ana", "quality_score", **span) == [90]
    assert await values(metrics, ana, "person:ana", "error_rate", **span) == [0]
    asked = {"subject": "person:ana"} | span
    [told] = (await metrics.get("/v1/feedback", params=asked, headers=ana)).json()["items"]
    assert (told["kind"], told["value"], told["comment"]) == ("audit", 90, "Kind enough.")
    assert [one["state"] for one in await drawn(metrics, quinn, state="scored")] == ["scored"]
    gone = await metrics.delete(f"/v1/feedback/{scored.json()['rating']}", headers=quinn)
    assert gone.status_code == 204
    assert await values(metrics, ana, "person:ana", "quality_score", **span) == [None]
    assert await values(metrics, ana, "person:ana", "error_rate", **span) == [None]
    assert (await metrics.post(where, json=other, headers=quinn)).status_code == 201
    assert await values(metrics, ana, "person:ana", "error_rate", **span) == [1]
    assert await values(metrics, ana, "person:ana", "quality_score", **span) == [15]


async def test_what_is_not_scored_in_time_is_overdue(
    metrics: httpx.AsyncClient, plan: dict[str, Any], token: Headers
) -> None:
    quinn = token("quinn")
    assert {one["state"] for one in await drawn(metrics, quinn)} == {"overdue"}
    assert await drawn(metrics, quinn, state="open") == []
    first = await metrics.get(f"{PATH}/items?limit=2", headers=quinn)
    second = await metrics.get(first.links["next"]["url"], headers=quinn)
    ids = [one["id"] for page in (first, second) for one in page.json()["items"]]
    assert len(set(ids)) == len(ids) == 3


@pytest.mark.parametrize(
    ("who", "sees", "scores"),
    [
        pytest.param(("quinn", []), 200, 201, id="an auditor"),
        pytest.param(("root", ["administrator"]), 200, 403, id="an administrator looks on"),
        pytest.param(("lena", ["lead"]), 403, 403, id="the lead"),
        pytest.param(("ben", []), 403, 403, id="a member"),
        pytest.param(("hr", ["analyst"]), 403, 403, id="an analyst"),
        pytest.param((None, []), 403, 403, id="a service account"),
    ],
)
async def test_who_audits(
    metrics: httpx.AsyncClient,
    plan: dict[str, Any],
    token: Headers,
    who: tuple[str, list[str]],
    sees: int,
    scores: int,
) -> None:
    items = await drawn(metrics, token("quinn"))
    headers = token(*who)
    assert (await metrics.get(f"{PATH}/items", headers=headers)).status_code == sees
    assert (await metrics.get(f"{PATH}/draws", headers=headers)).status_code == sees
    where = f"{PATH}/items/{items[0]['id']}/score"
    assert (await metrics.post(where, json=SCORES, headers=headers)).status_code == scores
    assert (await metrics.get(PATH, headers=headers)).status_code == 200
    assert (await metrics.put(PATH, json=PLAN, headers=headers)).status_code in (403, 428)


async def test_nobody_audits_their_own_work(
    metrics: httpx.AsyncClient, plan: dict[str, Any], admin: HeadersOf, token: Headers
) -> None:
    await metrics.put(PATH, json=PLAN | {"size": 6}, headers=admin | {"If-Match": '"1"'})
    ana = token("ana")
    for item in await drawn(metrics, ana):
        where = f"{PATH}/items/{item['id']}/score"
        answer = await metrics.post(where, json=SCORES, headers=ana)
        assert answer.status_code == (201 if item["event_id"] == "b" else 403), answer.text


@pytest.mark.parametrize("day", ["2026-01-04", "2999-01-01", "9999-12-31", "0001-01-01", None])
async def test_only_periods_of_the_plan_that_are_over_are_drawn(
    metrics: httpx.AsyncClient, plan: dict[str, Any], token: Headers, day: str | None
) -> None:
    said = {"day": day or datetime.now(UTC).date().isoformat()}
    answer = await metrics.post(f"{PATH}/draws", json=said, headers=token("quinn"))
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/period-not-drawn")


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        pytest.param({"scores": {"answered": 100}}, "/scores/tone", id="one is missing"),
        pytest.param(
            {"scores": {"answered": 1, "tone": 1, "hat": 1}}, "/scores/hat", id="one too many"
        ),
        pytest.param({"scores": {"answered": 101, "tone": 1}}, "/scores/answered", id="101"),
        pytest.param(SCORES | {"comment": "\x00"}, "/comment", id="NUL"),
    ],
)
async def test_an_unsound_score_is_refused_with_a_pointer(
    metrics: httpx.AsyncClient,
    plan: dict[str, Any],
    token: Headers,
    said: dict[str, Any],
    pointer: str,
) -> None:
    quinn = token("quinn")
    [item, *_] = await drawn(metrics, quinn)
    where = f"{PATH}/items/{item['id']}/score"
    answer = await metrics.post(where, json=said, headers=quinn)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    nowhere = await metrics.post(f"{PATH}/items/{uuid4()}/score", json=SCORES, headers=quinn)
    assert nowhere.status_code == 404


@pytest.mark.parametrize(
    ("said", "status", "pointer"),
    [
        pytest.param({"rate": 0.5}, 422, "/size", id="a number and a share"),
        pytest.param({"size": None}, 422, "/size", id="neither"),
        pytest.param({"criteria": PLAN["criteria"] * 2}, 422, "/criteria/0/key", id="one twice"),
        pytest.param({"auditors": []}, 422, "/auditors", id="nobody"),
        pytest.param({"period": "day"}, 422, "/period", id="by day"),
        pytest.param(
            {"population": {"metric": "hats", "subject": "team:a"}}, 404, None, id="no metric"
        ),
        pytest.param(
            {"population": {"metric": "csat", "subject": "account:a/b"}},
            422,
            "/population/subject",
            id="an account",
        ),
    ],
)
async def test_an_unsound_plan_is_refused_with_a_pointer(
    metrics: httpx.AsyncClient,
    admin: HeadersOf,
    said: dict[str, Any],
    status: int,
    pointer: str | None,
) -> None:
    answer = await metrics.put("/v1/audit_plans/x", json=PLAN | said, headers=admin)
    assert answer.status_code == status, answer.text
    assert [fault["pointer"] for fault in answer.json()["errors"][:1]] == (
        [pointer] if pointer else []
    )


async def test_plans_are_listed_and_changed_by_version(
    metrics: httpx.AsyncClient, plan: dict[str, Any], admin: HeadersOf, token: Headers
) -> None:
    [listed] = (await metrics.get("/v1/audit_plans", headers=token("ana"))).json()["items"]
    assert listed == plan
    assert (await metrics.put(PATH, json=PLAN, headers=admin)).status_code == 428
    stale = admin | {"If-Match": '"7"'}
    assert (await metrics.put(PATH, json=PLAN, headers=stale)).status_code == 412
    assert (await metrics.get("/v1/audit_plans/none", headers=admin)).status_code == 404
