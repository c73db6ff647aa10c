"""Events as they stand: at their address whatever they are called, and for whom they are listed."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from services.metrics.records.listing import Asked, spans_back
from shared.pages import cursor_of
from tests.conftest import Headers
from tests.metrics.conftest import Post, event
from tests.metrics.people import put_person, put_team
from tests.metrics.webhooks import zendesk

CRM = "/v1/events/crm/e1"
WHY = {"reason": "Booked twice"}

names = st.text(
    st.characters(blacklist_categories=["Cs"], min_codepoint=0x20), min_size=1, max_size=200
)


def address(source: str, event_id: str) -> str:
    """Where an event is, each name encoded whole; dots too, for a client takes `..` for a step."""
    encoded = [quote(name, safe="").replace(".", "%2E") for name in (source, event_id)]
    return "/v1/events/" + "/".join(encoded)


async def listed(metrics: httpx.AsyncClient, headers: dict[str, str], **asked: Any) -> Any:
    """The ids of the events that are listed, or the status of a refusal."""
    answer = await metrics.get("/v1/events", params=asked, headers=headers)
    if not answer.is_success:
        return answer.status_code
    return [item["id"] for item in answer.json()["items"]]


async def test_an_event_is_told_as_it_stands_with_its_version(
    post: Post, metrics: httpx.AsyncClient, token: Headers
) -> None:
    await post(event(value=2, attributes={"queue": "mail"}))
    answer = await metrics.get(CRM, headers=token("ana"))
    told = answer.json()
    assert told.pop("received_at") > "2026"
    assert answer.headers["ETag"] == '"1"'
    assert told == event(value=2, attributes={"queue": "mail"}, weight=1, void=False, version=1)


@settings(
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(source=names, event_id=names)
@example(source="https://desk.example/7?a=b#c", event_id="50%/history")
@example(source="..", event_id=".")
@example(source="a/b", event_id="c")
@example(source="a", event_id="b/c")
@example(source="/", event_id="//")
async def test_every_legal_source_and_id_has_an_address(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], source: str, event_id: str
) -> None:
    assert (await post(event(source=source, id=event_id))).json()["quarantined"] == 0
    where = address(source, event_id)
    answer = await metrics.get(where, headers=admin)
    told = answer.json()
    assert (answer.status_code, told.get("source"), told.get("id")) == (200, source, event_id)
    history = await metrics.get(f"{where}/history", headers=admin)
    assert "items" in history.json()


@pytest.mark.parametrize(
    "path", ["/v1/events/crm/none", "/v1/events/crm/%00", "/v1/events/%ff/e1", "/v1/events//e1"]
)
async def test_what_is_not_there_is_not_found(
    metrics: httpx.AsyncClient, admin: dict[str, str], path: str
) -> None:
    for where in (path, f"{path}/history"):
        assert (await metrics.get(where, headers=admin)).status_code == 404


async def test_the_same_name_among_several_subjects_needs_the_subject_said(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await post(event(), event(subject="person:ben", value=2))
    answer = await metrics.get(CRM, headers=admin)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/subject-unclear")
    bens = {"subject": "person:ben"}
    assert (await metrics.get(CRM, params=bens, headers=admin)).json()["value"] == 2
    assert (await metrics.get(CRM, headers=token("ana"))).json()["value"] == 1  # hers alone
    change = {"json": WHY | {"value": 3}, "params": bens}
    first = admin | {"If-Match": '"1"'}
    assert (await metrics.patch(CRM, **change, headers=first)).status_code == 200
    assert (await metrics.get(CRM, headers=token("ana"))).json()["value"] == 1


async def test_one_event_is_seen_by_its_person_their_lead_and_administrators_alone(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    members = ["ana", "ben", "cem", "dea", "eli"]
    await put_team(metrics, admin, "support", members, lead="lena")
    await put_team(metrics, admin, "sales", ["fay"], lead="max")
    await post(event())
    seen = {
        "ana": 200,
        "lena": 200,
        "ben": 404,
        "max": 404,
    }
    for person, status in seen.items():
        for path in (CRM, f"{CRM}/history"):
            assert (await metrics.get(path, headers=token(person))).status_code == status, person
    analyst = token("ina", roles=["analyst", "lead"])
    assert (await metrics.get(CRM, headers=analyst)).status_code == 404
    assert (await metrics.get(CRM, headers=admin)).status_code == 200
    assert (await metrics.get(CRM)).status_code == 401


async def test_events_are_listed_for_the_person_and_their_lead_and_for_no_group(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers, push: Any
) -> None:
    members = ["ana", "ben", "cem", "dea", "eli"]
    await put_team(metrics, admin, "support", members, lead="lena")
    await post(
        event(), event(id="e2", subject="person:ben"), event(id="e3", subject="team:support")
    )
    assert await listed(metrics, token("ana")) == ["e1"]
    assert await listed(metrics, token("ana"), subject="person:ana") == ["e1"]
    assert await listed(metrics, token("lena"), subject="person:ben") == ["e2"]
    assert set(await listed(metrics, token("lena"), subject="team:support")) == {"e1", "e2", "e3"}
    for headers, subject in (
        (token("ben"), "person:ana"),
        (token("ana"), "team:support"),
        (token("ina", roles=["analyst"]), "team:support"),
        (admin, "person:ana"),
        (admin, "organization"),
        (admin, "account:zendesk/501"),
        (token("lena", roles=["lead"]), "role:agent"),
    ):
        assert await listed(metrics, headers, subject=subject) == 403, subject
    assert await listed(metrics, token(None, roles=["administrator"])) == 422
    assert await listed(metrics, push) == 401


async def test_an_accounts_events_are_those_of_whoever_held_it_on_their_day(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await zendesk.connect(metrics, admin)
    await put_person(metrics, admin, "ana")
    await put_person(metrics, admin, "ben")
    holders = [
        {"person": "ana", "last_day": "2026-11-02"},
        {"person": "ben", "first_day": "2026-11-03"},
    ]
    await metrics.put("/v1/accounts/zendesk/501", json={"holders": holders}, headers=admin)
    await zendesk.deliver(
        metrics,
        zendesk.solved(7, "2026-11-02T10:00:00Z"),
        zendesk.solved(8, "2026-11-03T10:00:00Z"),
    )
    anas, bens = [await listed(metrics, token(key)) for key in ("ana", "ben")]
    assert anas
    assert bens
    assert all(":7:" in name for name in anas)
    assert all(":8:" in name for name in bens)
    path = address("webhook:desk", anas[0])
    assert (await metrics.get(path, headers=token("ana"))).status_code == 200
    assert (await metrics.get(path, headers=token("ben"))).status_code == 404


async def test_an_event_that_was_moved_is_whoever_held_its_account_on_its_new_day(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    holders = [
        {"person": "ana", "last_day": "2026-11-02"},
        {"person": "ben", "first_day": "2026-11-03"},
    ]
    await metrics.put("/v1/accounts/desk/7", json={"holders": holders}, headers=admin)
    await post(event(subject="account:desk/7"))
    assert (await metrics.get(CRM, headers=token("ana"))).status_code == 200
    moved = WHY | {"time": "2026-11-03T09:30:00Z"}
    await metrics.patch(CRM, json=moved, headers=admin | {"If-Match": "*"})
    for path in (CRM, f"{CRM}/history"):
        assert (await metrics.get(path, headers=token("ana"))).status_code == 404
        assert (await metrics.get(path, headers=token("ben"))).status_code == 200


async def test_a_list_holds_what_is_asked_for_newest_first_page_by_page(
    post: Post, metrics: httpx.AsyncClient, token: Headers
) -> None:
    times = [f"2026-11-0{day}T23:30:00Z" for day in (1, 2, 2, 3, 4)]
    await post(*(event(id=f"e{n}", time=time) for n, time in enumerate(times)))
    await post(event(id="nps", metric="nps", value=3), event(id="desk", source="desk"))
    ana = token("ana")
    assert await listed(metrics, ana, metric="nps") == ["nps"]
    assert await listed(metrics, ana, source="desk") == ["desk"]
    assert await listed(metrics, ana, metric="no_such") == []
    span = {"from": "2026-11-02", "to": "2026-11-03", "source": "crm", "metric": "tickets_closed"}
    whole = await listed(metrics, ana, **span)
    assert (whole[0], set(whole)) == ("e3", {"e1", "e2", "e3"})
    pages, cursor = [], None
    while not pages or cursor:
        asked = span | {"limit": "2"} | ({"cursor": cursor} if cursor else {})
        answer = await metrics.get("/v1/events", params=asked, headers=ana)
        pages.append([item["id"] for item in answer.json()["items"]])
        cursor = answer.json()["next_cursor"]
        assert bool(cursor) == ('rel="next"' in answer.headers.get("Link", ""))
    assert [len(page) for page in pages] == [2, 1]
    assert [*pages[0], *pages[1]] == whole


async def test_a_history_of_decades_is_listed_whole_and_in_order_whatever_the_pages(
    post: Post, metrics: httpx.AsyncClient, token: Headers
) -> None:
    days = ["1970-01-02", "1999-12-31", "2020-02-29", "2025-11-02", "2026-08-30", "2026-11-01"]
    days += ["2026-11-02"]
    await post(*[event(id=day, time=f"{day}T00:00:00Z") for day in days])
    for limit in range(1, 9):
        told, cursor = [], {}
        while cursor is not None:
            asked = {"limit": str(limit)} | cursor
            page = (await metrics.get("/v1/events", params=asked, headers=token("ana"))).json()
            told += [item["id"] for item in page["items"]]
            cursor = {"cursor": page["next_cursor"]} if page["next_cursor"] else None
        assert told == days[::-1]
    assert await listed(metrics, token("ana"), to="2020-02-28") == ["1999-12-31", "1970-01-02"]


@given(last_day=st.dates(), newest=st.datetimes(timezones=st.just(UTC)))
@example(last_day=date.max, newest=datetime(2026, 11, 2, tzinfo=UTC))
def test_no_page_looks_at_all_time_at_once_and_all_pages_together_miss_nothing(
    last_day: date, newest: datetime
) -> None:
    asked = Asked("person:ana", None, None, date.min, last_day, "UTC")
    spans = list(spans_back(asked, newest))
    assert [ends for _, ends in spans[1:]] == [begins for begins, _ in spans[:-1]]
    assert (spans[-1][0].year, spans[0][1].year) == (1, 9999)
    last = min(newest, datetime.combine(last_day, time.max, UTC))
    if last.year >= 1970:
        assert last - spans[0][0] == timedelta(days=1)


@pytest.mark.parametrize("first", ["0001-01-01", "0001-01-02", "9999-12-30", "9999-12-31"])
@pytest.mark.parametrize("last", ["0001-01-01", "0001-01-02", "9999-12-30", "9999-12-31"])
async def test_events_are_listed_for_all_days_that_can_be_said(
    post: Post, metrics: httpx.AsyncClient, token: Headers, first: str, last: str
) -> None:
    await post(event())
    found = ["e1"] if first < "0002" and last > "9999" else []
    assert await listed(metrics, token("ana"), **{"from": first, "to": last}) == found


@pytest.mark.parametrize(
    "key",
    [
        "x",
        "2026-11-01T00:00:00Z 1 2",
        "2026-11-01T00:00:00 1 " + "0" * 32,
        pytest.param("0001-01-01T00:00:00+14:00 1 " + "0" * 32, id="before time"),
        pytest.param("9999-12-31T23:59:59-14:00 1 " + "0" * 32, id="after time"),
    ],
)
async def test_a_cursor_that_is_none_of_ours_is_refused(
    metrics: httpx.AsyncClient, token: Headers, key: str
) -> None:
    assert await listed(metrics, token("ana"), cursor=cursor_of(key)) == 422
