"""A creation that is repeated while the first is still being answered waits for no second one."""

import asyncpg
import httpx

from shared.idempotency import StillRunning

MACROS = {"kind": "tooling", "title": "Macros for frequent questions", "teams": ["support"]}
HELD = "select pg_advisory_xact_lock(hashtextextended($1, 0))"


async def test_a_key_whose_first_request_is_still_being_answered_is_a_conflict(
    goals: httpx.AsyncClient, lead: dict[str, str], admin_url: str
) -> None:
    headers = lead | {"Idempotency-Key": "once"}
    first = await asyncpg.connect(admin_url)
    try:
        async with first.transaction():
            await first.execute(HELD, "lena\nonce")
            meanwhile = await goals.post("/v1/improvements", json=MACROS, headers=headers)
            other = lead | {"Idempotency-Key": "another"}
            unhindered = await goals.post("/v1/improvements", json=MACROS, headers=other)
    finally:
        await first.close()
    assert (meanwhile.status_code, meanwhile.json()["type"]) == (409, "/problems/still-running")
    assert meanwhile.json()["detail"] == StillRunning().detail
    assert unhindered.status_code == 201
    afterwards = await goals.post("/v1/improvements", json=MACROS, headers=headers)
    again = await goals.post("/v1/improvements", json=MACROS, headers=headers)
    assert (afterwards.status_code, again.json()) == (201, afterwards.json())
    found = await goals.get("/v1/improvements", headers=lead)
    assert len(found.json()["items"]) == 2
