"""API keys: shown once, recognized by a hash, ended at once."""

import asyncio

import asyncpg
import httpx
import pytest

from services.metrics.keys.domain import new_key, public_id_of
from tests.conftest import Headers
from tests.metrics.conftest import event

Used = tuple[str, dict[str, str]]


async def test_a_secret_is_shown_once_and_stored_nowhere(
    metrics: httpx.AsyncClient, admin: dict[str, str], administrator: asyncpg.Connection
) -> None:
    secret = (await metrics.post("/v1/keys", json={"name": "crm"}, headers=admin)).json()["secret"]
    listed = (await metrics.get("/v1/keys", headers=admin)).text
    kept = await administrator.fetchval("select api_key::text from metrics.api_key")
    assert secret not in listed
    assert secret not in kept
    assert secret[13:43] not in kept


@pytest.fixture
async def crm(metrics: httpx.AsyncClient, admin: dict[str, str]) -> Used:
    """A key in use: its id, and the headers that show it."""
    made = (await metrics.post("/v1/keys", json={"name": "crm"}, headers=admin)).json()
    headers = {"Authorization": f"Bearer {made['secret']}"}
    assert (await metrics.post("/v1/events", json=event(), headers=headers)).status_code == 200
    return made["id"], headers


async def test_a_revoked_key_is_refused_at_once(
    metrics: httpx.AsyncClient, admin: dict[str, str], crm: Used
) -> None:
    key, headers = crm
    revoked = await metrics.delete(f"/v1/keys/{key}", headers=admin)
    assert revoked.status_code == 204
    answer = await metrics.post("/v1/events", json=event(), headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/key-refused")


@pytest.mark.parametrize("ended", ["revoked_at", "expires_at"])
async def test_a_key_ended_by_another_process_is_refused_within_a_second(
    metrics: httpx.AsyncClient, administrator: asyncpg.Connection, crm: Used, ended: str
) -> None:
    key, headers = crm
    ending = f"update metrics.api_key set {ended} = now() where id = $1"
    await administrator.execute(ending, key)
    await asyncio.sleep(1.01)
    answer = await metrics.post("/v1/events", json=event(), headers=headers)
    assert answer.status_code == 401


async def test_a_repeated_creation_shows_the_same_key_and_keeps_it_nowhere_in_clear(
    metrics: httpx.AsyncClient, admin: dict[str, str], administrator: asyncpg.Connection
) -> None:
    headers = admin | {"Idempotency-Key": "once"}
    first = await metrics.post("/v1/keys", json={"name": "crm"}, headers=headers)
    again = await metrics.post("/v1/keys", json={"name": "crm"}, headers=headers)
    other = await metrics.post("/v1/keys", json={"name": "erp"}, headers=headers)
    assert (again.status_code, again.json()) == (201, first.json())
    assert (other.status_code, other.json()["type"]) == (422, "/problems/key-reused")
    assert await administrator.fetchval("select count(*) from metrics.api_key") == 1
    [answer] = await administrator.fetchrow("select answer from metrics.idempotency")
    clear = first.json()
    assert not [word for word in (clear["secret"], clear["id"]) if word in answer]


async def test_pages_of_keys_follow_each_other_newest_first(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    for name in "abc":
        await metrics.post("/v1/keys", json={"name": name}, headers=admin)
    first = await metrics.get("/v1/keys?limit=2", headers=admin)
    rest = await metrics.get(first.links["next"]["url"], headers=admin)
    names = [[key["name"] for key in page.json()["items"]] for page in (first, rest)]
    assert (names, rest.json()["next_cursor"]) == ([["c", "b"], ["a"]], None)


async def test_keys_are_made_by_administrators_only(
    metrics: httpx.AsyncClient, token: Headers
) -> None:
    answer = await metrics.post("/v1/keys", json={"name": "x"}, headers=token("lena", ["lead"]))
    assert answer.status_code == 403


def test_a_key_with_one_letter_wrong_is_known_for_a_forgery_without_a_look_up() -> None:
    public, secret = new_key()
    assert public_id_of(secret) == public
    other = "a" if secret[20] != "a" else "b"
    assert public_id_of(secret[:20] + other + secret[21:]) is None
