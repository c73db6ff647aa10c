"""Calendar addresses: shown once, opening titles and times without a token, until revoked."""

from typing import Any

import asyncpg
import httpx
import pytest

from tests.conftest import Headers
from tests.goals.review_feeds.test_calendar import subscribed

FEEDS = "/v1/review_feeds"


@pytest.fixture
async def made(
    goals: httpx.AsyncClient, objective: dict[str, Any], token: Headers
) -> dict[str, Any]:
    """An address that Ana made for the objectives she owns."""
    answer = await goals.post(FEEDS, json={}, headers=token(person="ana"))
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def test_an_address_opens_the_calendar_without_a_token(
    goals: httpx.AsyncClient, made: dict[str, Any], token: Headers
) -> None:
    assert (made["owner"], made["subject"]) == ("ana", None)
    opened = await subscribed(goals, {}, made["url_path"])
    assert opened.events
    assert opened.events == (await subscribed(goals, token(person="ana"))).events


async def test_an_address_opens_its_own_calendar_whatever_else_is_asked(
    goals: httpx.AsyncClient, made: dict[str, Any]
) -> None:
    asked = f"{made['url_path']}&owner=somebody&subject=organization"
    own = await subscribed(goals, {}, made["url_path"])
    assert (await subscribed(goals, {}, asked)).events == own.events


async def test_a_revoked_address_opens_nothing(
    goals: httpx.AsyncClient, made: dict[str, Any], token: Headers, admin: dict[str, str]
) -> None:
    path = f"{FEEDS}/{made['id']}"
    other = await goals.delete(path, headers=token(person="ben"))
    assert (other.status_code, other.json()["type"]) == (404, "/problems/feed-unknown")
    assert (await goals.delete(path, headers=token(person="ana"))).status_code == 204
    shut = await goals.get(made["url_path"])
    assert (shut.status_code, shut.json()["type"]) == (404, "/problems/feed-unknown")
    assert (await goals.delete(path, headers=admin)).status_code == 404


async def test_an_administrator_sees_and_revokes_everybodys(
    goals: httpx.AsyncClient, made: dict[str, Any], token: Headers, admin: dict[str, str]
) -> None:
    assert (await goals.get(FEEDS, headers=token(person="ben"))).json()["items"] == []
    for headers in (token(person="ana"), admin):
        listed = (await goals.get(FEEDS, headers=headers)).json()["items"]
        assert listed == [{key: made[key] for key in made if key != "url_path"}]
    assert (await goals.delete(f"{FEEDS}/{made['id']}", headers=admin)).status_code == 204


async def test_a_secret_is_kept_only_as_a_hash_and_shown_again_only_to_the_same_request(
    goals: httpx.AsyncClient, token: Headers, administrator: asyncpg.Connection
) -> None:
    headers = token(person="ana") | {"Idempotency-Key": "once"}
    answers = [
        await goals.post(FEEDS, json={"subject": "team:support"}, headers=headers) for _ in range(2)
    ]
    assert answers[0].json() == answers[1].json()
    secret = answers[0].json()["url_path"].partition("=")[2]
    for table in ("review_feed", "idempotency"):
        rows = await administrator.fetch(f"select t::text from goals.{table} t")
        assert len(rows) == 1
        assert secret not in rows[0]["t"]


@pytest.mark.parametrize("feed", ["", "x", "cpf_", "%00", "cpf_" + "a" * 43, "x" * 101, "%ff", "ж"])
async def test_an_address_that_we_never_gave_opens_nothing(
    goals: httpx.AsyncClient, feed: str
) -> None:
    answer = await goals.get(f"/v1/reviews.ics?feed={feed}")
    assert answer.status_code in (404, 422), answer.text


async def test_without_address_or_token_nothing_is_shown(goals: httpx.AsyncClient) -> None:
    assert (await goals.get("/v1/reviews.ics")).status_code == 401
    assert (await goals.get(FEEDS)).status_code == 401


async def test_who_is_no_person_makes_an_address_for_somebody(
    goals: httpx.AsyncClient, token: Headers
) -> None:
    service = token(person=None, subject="service")
    nobody = await goals.post(FEEDS, json={}, headers=service)
    assert (nobody.status_code, nobody.json()["type"]) == (422, "/problems/feed-of-nobody")
    somebody = await goals.post(FEEDS, json={"owner": "ana"}, headers=service)
    assert somebody.status_code == 201
