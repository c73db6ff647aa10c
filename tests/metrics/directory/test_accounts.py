"""Whose account it was, and when."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.conftest import Headers
from tests.metrics.conftest import Post, event
from tests.metrics.people import put_team, values

PATH = "/v1/accounts/jira/desk"
HANDED_ON = [
    {"person": "ana", "first_day": None, "last_day": "2026-11-02"},
    {"person": "ben", "first_day": "2026-11-03", "last_day": None},
]


async def test_a_handed_on_account_counts_for_the_holder_of_the_day(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await put_team(metrics, admin, "support", ["ana", "ben"])
    for day in ("02", "03", "04"):
        at = f"2026-11-{day}T10:00:00Z"
        await post(event(id=f"handed{day}", subject="account:jira/desk", time=at))
    await metrics.put(PATH, json={"holders": HANDED_ON}, headers=admin)
    lena = token(person="lena", roles=["lead"])
    assert await values(metrics, lena, "person:ana", "tickets_closed") == [1, 0, 0]
    assert await values(metrics, lena, "person:ben", "tickets_closed") == [0, 1, 1]
    assert await values(metrics, lena, "team:support", "tickets_closed") == [1, 1, 1]


async def test_an_account_is_read_as_it_was_put_in_order_of_time(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    told = await metrics.put(PATH, json={"holders": HANDED_ON[::-1]}, headers=admin)
    read = (await metrics.get(PATH, headers=admin)).json()
    assert read == {"tool": "jira", "login": "desk", "holders": HANDED_ON, "bot": False}
    assert told.json() == read


async def test_one_person_is_short_for_one_holder(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    said = {"person": "ana", "first_day": "2026-01-01", "bot": True}
    for _ in range(2):
        told = (await metrics.put(PATH, json=said, headers=admin)).json()
    only = {"person": "ana", "first_day": "2026-01-01", "last_day": None}
    assert (told["holders"], told["bot"]) == ([only], True)


@pytest.mark.parametrize("said", [{"person": "cem"}, {"bot": True}], ids=["another", "nobody"])
async def test_the_short_form_erases_nobody(
    metrics: httpx.AsyncClient, admin: dict[str, str], said: dict[str, Any]
) -> None:
    await metrics.put(PATH, json={"person": "ana"}, headers=admin)
    answer = await metrics.put(PATH, json=said, headers=admin)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/held-by-others")
    standing = (await metrics.get(PATH, headers=admin)).json()
    assert ([one["person"] for one in standing["holders"]], standing["bot"]) == (["ana"], False)


async def test_of_two_who_claim_it_at_once_one_holds_it(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    for number in range(5):
        path = f"/v1/accounts/jira/{number}"
        await metrics.put(path, json={"holders": []}, headers=admin)
        claims = [metrics.put(path, json={"person": key}, headers=admin) for key in ("ana", "ben")]
        answers = await asyncio.gather(*claims)
        assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_holders_in_full_replace_those_before(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await metrics.put(PATH, json={"person": "ana"}, headers=admin)
    told = await metrics.put(PATH, json={"holders": []}, headers=admin)
    assert (told.status_code, told.json()["holders"]) == (200, [])


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        pytest.param(
            {"holders": [{"person": "ana"}, {"person": "ben", "first_day": "2026-11-03"}]},
            "/holders/1/first_day",
            id="two people on one day",
        ),
        pytest.param(
            {"person": "ana", "first_day": "2026-02-01", "last_day": "2026-01-01"},
            "/last_day",
            id="ends before it begins",
        ),
        pytest.param({"holders": [], "person": "ana"}, "/person", id="in full and in short"),
        pytest.param({"first_day": "2026-02-01"}, "/first_day", id="nobody's days"),
        pytest.param({"holders": [{"person": "a", "hat": 1}]}, "/holders/0/hat", id="a hat"),
    ],
)
async def test_unclear_holders_are_refused_with_a_pointer(
    metrics: httpx.AsyncClient, admin: dict[str, str], said: dict[str, Any], pointer: str
) -> None:
    answer = await metrics.put(PATH, json=said, headers=admin)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
