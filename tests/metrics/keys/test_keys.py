"""API keys: shown once, recognized by a hash, ended at once."""

import asyncpg
import httpx

from services.metrics.keys.domain import new_key, public_id_of
from tests.conftest import Headers
from tests.metrics.conftest import event


async def test_a_secret_is_shown_once_and_stored_nowhere(
    metrics: httpx.AsyncClient, admin: dict[str, str], administrator: asyncpg.Connection
) -> None:
    secret = (await metrics.post("/v1/keys", json={"name": "crm"}, headers=admin)).json()["secret"]
    listed = (await metrics.get("/v1/keys", headers=admin)).text
    kept = await administrator.fetchval("select api_key::text from metrics.api_key")
    assert secret not in listed
    assert secret not in kept
    assert secret[13:43] not in kept


async def test_a_revoked_key_is_refused(metrics: httpx.AsyncClient, admin: dict[str, str]) -> None:
    made = (await metrics.post("/v1/keys", json={"name": "crm"}, headers=admin)).json()
    revoked = await metrics.delete(f"/v1/keys/{made['id']}", headers=admin)
    assert revoked.status_code == 204
    headers = {"Authorization": f"Bearer {made['secret']}"}
    answer = await metrics.post("/v1/events", json=event(), headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/key-refused")


async def test_an_expired_key_is_refused(
    metrics: httpx.AsyncClient, admin: dict[str, str], administrator: asyncpg.Connection
) -> None:
    made = (await metrics.post("/v1/keys", json={"name": "crm"}, headers=admin)).json()
    await administrator.execute("update metrics.api_key set expires_at = now()")
    headers = {"Authorization": f"Bearer {made['secret']}"}
    answer = await metrics.post("/v1/events", json=event(), headers=headers)
    assert answer.status_code == 401


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
