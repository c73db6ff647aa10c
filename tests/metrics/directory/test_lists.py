"""The directory in lists, each for those who may see it."""

from typing import Any

import httpx
import pytest

from tests.conftest import Headers
from tests.metrics.conftest import Post, event
from tests.metrics.people import put_person, put_team


async def listed(metrics: httpx.AsyncClient, headers: dict[str, str], path: str) -> list[Any]:
    """The items of a list."""
    answer = await metrics.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    items: list[Any] = answer.json()["items"]
    return items


@pytest.mark.parametrize(
    ("person", "roles", "asked", "seen"),
    [
        pytest.param("root", ["administrator"], "", ["ana", "ben", "cem"], id="administrator"),
        pytest.param("lena", ["lead"], "", ["ana", "ben"], id="the lead of a team"),
        pytest.param("ana", [], "", ["ana"], id="oneself"),
        pytest.param("hr", ["analyst"], "", [], id="an analyst sees groups, not people"),
        pytest.param(None, [], "", [], id="a service account"),
        pytest.param("root", ["administrator"], "?team=sales", ["cem"], id="of a team"),
        pytest.param("root", ["administrator"], "?role=agent", ["ana"], id="of a role"),
        pytest.param("lena", ["lead"], "?team=sales", [], id="of a team that another leads"),
        pytest.param("root", ["administrator"], "?archived=true", ["dan"], id="here no more"),
    ],
)
async def test_people_are_listed_for_whoever_may_see_them(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    token: Headers,
    person: str | None,
    roles: list[str],
    asked: str,
    seen: list[str],
) -> None:
    await put_team(metrics, admin, "support", ["ana", "ben"])
    await put_team(metrics, admin, "sales", ["cem"], lead="paul")
    await put_person(metrics, admin, "ana", "support", roles=[{"role": "agent"}])
    await put_person(metrics, admin, "dan", "support", archived_on="2026-01-01")
    found = await listed(metrics, token(person, roles), f"/v1/people{asked}")
    assert [each["key"] for each in found] == seen


@pytest.mark.parametrize("kind", ["people", "teams", "roles", "calendars"])
async def test_lists_come_in_pages(
    metrics: httpx.AsyncClient, admin: dict[str, str], kind: str
) -> None:
    for key in ("a", "b", "c"):
        await metrics.put(f"/v1/{kind}/{key}", json={"name": key}, headers=admin)
    first = await metrics.get(f"/v1/{kind}?limit=2", headers=admin)
    second = await metrics.get(first.links["next"]["url"], headers=admin)
    keys = [each["key"] for page in (first, second) for each in page.json()["items"]]
    assert (keys, second.json()["next_cursor"]) == (["a", "b", "c"], None)


async def test_accounts_are_listed_with_their_holders(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    for login in ("a", "b.c", "d"):
        await metrics.put(f"/v1/accounts/jira/{login}", json={"person": "ana"}, headers=admin)
    first = await metrics.get("/v1/accounts?limit=2", headers=admin)
    second = await metrics.get(first.links["next"]["url"], headers=admin)
    found = [each for page in (first, second) for each in page.json()["items"]]
    assert [(one["login"], one["holders"][0]["person"]) for one in found] == [
        ("a", "ana"),
        ("b.c", "ana"),
        ("d", "ana"),
    ]


async def test_an_account_waits_with_its_events_until_its_person_is_said(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    for day in ("02", "04"):
        at = f"2026-11-{day}T10:00:00Z"
        await post(event(id=day, subject="account:waits/@ana:x", time=at))
    await post(event(id="robot", subject="account:waits/robot"))
    await metrics.put("/v1/accounts/waits/robot", json={"bot": True}, headers=admin)
    found = await listed(metrics, admin, "/v1/unmapped_accounts?limit=500")
    mine = [each for each in found if each["tool"] == "waits"]
    told = {"tool": "waits", "login": "@ana:x", "events": 2, "last_day": "2026-11-04"}
    assert mine == [told]
    await metrics.put("/v1/accounts/waits/@ana:x", json={"person": "ana"}, headers=admin)
    found = await listed(metrics, admin, "/v1/unmapped_accounts?limit=500")
    assert [each for each in found if each["tool"] == "waits"] == []


async def test_accounts_that_wait_come_in_pages(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    for login in ("a", "b", "c"):
        await post(event(id=login, subject=f"account:paged/{login}"))
    found: list[Any] = []
    url: str | None = "/v1/unmapped_accounts?limit=2"
    while url:
        page = await metrics.get(url, headers=admin)
        found += [each["login"] for each in page.json()["items"] if each["tool"] == "paged"]
        url = page.links.get("next", {}).get("url")
    assert found == ["a", "b", "c"]


async def test_accounts_are_an_administrators_business(
    metrics: httpx.AsyncClient, token: Headers
) -> None:
    for path in ("accounts", "unmapped_accounts"):
        answer = await metrics.get(f"/v1/{path}", headers=token("lena", ["lead", "analyst"]))
        assert answer.status_code == 403
